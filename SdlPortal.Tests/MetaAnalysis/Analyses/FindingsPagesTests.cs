using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.MetaAnalysis.Analysis;
using SdlPortal.Tests.MetaAnalysis.Projects;
using SdlPortal.Web.MetaAnalysis.Figures;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Tests.MetaAnalysis.Analyses;

/// <summary>The tabs of results over stored answers, as people read them.</summary>
public sealed class FindingsPagesTests : PriorRunsBench
{
    [Fact]
    public async Task Effects_are_read_over_tasks_and_by_task_and_the_address_says_which()
    {
        var (project, key) = Stored(TinyAnalysis.Outcome);
        var page = await ShowAsync(project, "effects", key);
        await page.WaitForAssertionAsync(() => Assert.Contains(page.FindAll(".figure-panel h2"), h => h.TextContent == "What matters, over all tasks"), Patience);
        Assert.Contains("171", page.Find(".answer-head").TextContent, StringComparison.Ordinal);
        Assert.Contains("3\u00a0tasks", page.Find(".answer-head").TextContent, StringComparison.Ordinal);

        await page.Find("#pooled-title").ParentElement!.QuerySelector("select")!.ChangeAsync("depth");
        Assert.EndsWith($"/effects?analysis={key}&effect=depth", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);
        var chosen = await ShowAsync(project, "effects", key, "&effect=depth&task=task%202");
        await chosen.WaitForAssertionAsync(() => Assert.Contains(chosen.FindAll(".figure-panel h2"), h => h.TextContent == "depth: rank correlation by task"), Patience);
        Assert.Contains("Which way depth goes", chosen.Markup, StringComparison.Ordinal);
        Assert.Contains("I² ", chosen.Markup, StringComparison.Ordinal);
        var table = chosen.FindAll("[role=region]").First(r => r.GetAttribute("aria-label") == "depth, rank correlation: each task left out in turn");
        Assert.Equal(3, table.QuerySelectorAll("tbody tr").Length);
        await chosen.WaitForAssertionAsync(() => Assert.Contains(chosen.FindAll(".figure-panel h2"), h => h.TextContent == "What matters in task 2"), Patience);
        Assert.Contains("What is special to task 2", chosen.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(chosen.FindAll(".effect-lines dt"));
        Assert.Contains(chosen.FindAll("a[download]"), a => a.GetAttribute("href")!.EndsWith($"/analyses/{key}/importances.svg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_recommended_region_reads_as_a_claim_with_sides_interval_support_and_how_such_claims_did()
    {
        var (project, key) = Stored(TinyAnalysis.Outcome);
        var page = await ShowAsync(project, "regions", key);
        var region = TinyAnalysis.Report.Regions.Value.Recommended;

        Assert.Contains("in the best tenth of a task like these with probability", page.Find(".region-claim").TextContent, StringComparison.Ordinal);
        Assert.Equal(region.Boxes.Count, page.FindAll(".region-boxes > li").Count);
        Assert.Equal(region.Boxes.Sum(b => b.Sides.Count), page.FindAll(".region-sides dt").Count);
        Assert.NotEmpty(page.FindAll(".side-bar"));
        Assert.Contains("runs of 3", page.Find(".region-facts").TextContent.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(4, page.Find("[aria-labelledby=held-out-title] tbody").Children.Length);
        Assert.Equal(3, page.Find("[aria-labelledby=donors-title] tbody").Children.Length);
        await page.WaitForAssertionAsync(() => Assert.Contains(page.FindAll(".figure-panel h2"), h => h.TextContent.StartsWith("Did predicted", StringComparison.Ordinal)), Patience);
    }

    [Fact]
    public async Task Variants_and_time_say_who_is_best_how_long_it_takes_and_when_to_stop()
    {
        var (project, key) = Stored(TinyAnalysis.Outcome);
        var variants = await ShowAsync(project, "variants", key);
        Assert.StartsWith("flow is the best variant with probability", variants.Find(".region-claim").TextContent, StringComparison.Ordinal);
        Assert.Equal(["flow", "batch"], variants.FindAll("[aria-labelledby=standings-title] tbody tr td:first-child").Select(c => c.TextContent));

        var time = await ShowAsync(project, "time", key);
        Assert.Contains("half got there within", time.Markup, StringComparison.Ordinal);
        Assert.Contains("Log-rank test", time.Markup, StringComparison.Ordinal);
        Assert.Equal(3, time.FindAll(".advice-list li").Count);
        Assert.All(time.FindAll(".advice-list .badge"), b => Assert.NotNull(b.QuerySelector("svg")));
    }

    [Fact]
    public async Task What_one_task_cannot_say_is_a_calm_sentence_on_every_tab()
    {
        var (project, key) = Stored(TinyAnalysis.Run(TinyAnalysis.Runs(tasks: 1).Rows([.. Enumerable.Range(0, 8)])));
        foreach (var tab in new[] { "effects", "regions", "variants", "time" })
        {
            var page = await ShowAsync(project, tab, key);
            Assert.Contains("not enough", page.Markup, StringComparison.Ordinal);
            Assert.Empty(page.FindAll(".notice-error"));
        }
    }

    [Fact]
    public async Task An_answer_that_is_missing_or_of_a_form_not_known_any_more_says_what_to_do()
    {
        var (project, key) = Stored(TinyAnalysis.Outcome);
        var missing = Open(project, "effects", "?analysis=0123456789abcdef");
        await missing.WaitForAssertionAsync(() => Assert.Equal("There is no such answer", missing.Find(".empty h2").TextContent), Patience);
        Assert.Contains(missing.FindAll("tbody a"), a => a.GetAttribute("href")!.EndsWith($"?analysis={key}", StringComparison.Ordinal));

        File.WriteAllText(Path.Combine(new AnalysisStore(project.Folder).FolderOf(key), AnalysisStore.ReportName), "{}");
        var other = Open(project, "regions", $"?analysis={key}");
        await other.WaitForAssertionAsync(() => Assert.Equal("This answer cannot be read any more", other.Find(".empty h2").TextContent), Patience);
    }

    [Fact]
    public async Task Analyze_stores_an_answer_that_everybody_sees_once_and_that_says_when_it_is_outdated()
    {
        var project = Project();
        await ImportAsync(project, "runs.csv", Table());
        var (ada, ben) = (Open(project, "variants"), Open(project, "variants"));
        await ada.WaitForAssertionAsync(() => Assert.Equal("Nothing is analyzed yet", ada.Find(".empty h2").TextContent), Patience);
        await Button(ada, "Analyze").ClickAsync(new());
        foreach (var page in new[] { ada, ben })
            await page.WaitForAssertionAsync(() => Assert.Contains("of 2\u00a0tasks", page.Find(".answer-head").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(ada.FindAll(".stale-answer"));
        // The answer is there a moment before the work on it ends, and until then the button says that it is at work.
        await ada.WaitForAssertionAsync(() => Assert.NotEqual("true", Button(ada, "Analyze").GetAttribute("aria-disabled")), Patience);
        await ada.InvokeAsync(() => Button(ada, "Analyze").ClickAsync(new()));
        await ada.WaitForAssertionAsync(() => Assert.Contains("Analyzed already", ada.Find(".analyze-bar").TextContent, StringComparison.Ordinal), Patience);
        Assert.Single(new AnalysisStore(project.Folder).All());

        Runs.Change(project, People.Ben, () => project.Exclude(new RowsSelected([new SourceRows(project.State.Sources[0].Id, [30, 31, 32])]), "written twice", People.Ben, default));
        await SurveyedAsync(project);
        await ben.WaitForAssertionAsync(() => Assert.Contains("made before 3\u00a0runs were excluded", ben.Find(".stale-answer").TextContent, StringComparison.Ordinal), Patience);
        await ben.Find(".stale-answer button").ClickAsync(new());
        await ben.WaitForAssertionAsync(() => Assert.Empty(ben.FindAll(".stale-answer")), Patience);
        await ada.WaitForAssertionAsync(() => Assert.Single(ada.FindAll("[aria-labelledby=answers-title] tbody tr")), Patience);
        var first = ada.Find("[aria-labelledby=answers-title] tbody a").GetAttribute("href")!;
        var old = Open(project, "variants", first[first.IndexOf('?', StringComparison.Ordinal)..]);
        await old.WaitForAssertionAsync(() => Assert.NotNull(old.Find(".stale-answer")), Patience);
    }

    private (RunProject Project, string Key) Stored(AnalysisOutcome outcome)
    {
        var project = Project();
        var kept = new AnalysisStore(project.Folder).Keep(outcome, People.Ada, DateTimeOffset.UnixEpoch, folder => MetaFigures.Write(outcome.Report, folder));
        return (project, kept.Key);
    }

    private async Task<IRenderedComponent<ProjectPage>> ShowAsync(RunProject project, string tab, string key, string more = "")
    {
        var page = Open(project, tab, $"?analysis={key}{more}");
        await page.WaitForElementAsync(".answer-head", Patience);
        return page;
    }
}
