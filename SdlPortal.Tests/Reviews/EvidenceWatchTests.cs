using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Proposals;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Persistence;
using SdlPortal.Web.MetaAnalysis;
using SdlPortal.Web.MetaAnalysis.Projects;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Reviews;

namespace SdlPortal.Tests.Reviews;

public sealed class EvidenceWatchTests : IAsyncLifetime
{
    private TemporaryPortal portal = null!;
    private ReviewedPortal lab = null!;
    private ServiceProvider services = null!;
    private RunProject project = null!;

    private PriorRuns Runs => services.GetRequiredService<PriorRuns>();

    public async Task InitializeAsync()
    {
        portal = await TemporaryPortal.CreateAsync();
        lab = new ReviewedPortal(portal.Services.GetRequiredService<RecommendationLog>(), portal.Log, TimeProvider.System.GetUtcNow().AddDays(-1));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Folder", portal.Folder)]).Build();
        services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<ICampaignLog>(portal.Log).AddSingleton(portal.Index).AddPriorRuns(configuration).BuildServiceProvider();
        project = Runs.Create("Coating batches", People.Ada);
        Import("old.csv", "batch A", inside: 3, outside: 2);
    }

    public async Task DisposeAsync()
    {
        await services.GetRequiredService<MetaJobs>().DisposeAsync();
        await services.DisposeAsync();
        await portal.DisposeAsync();
    }

    [Fact]
    public async Task Excluded_runs_mark_what_rests_on_them_with_who_did_it_and_nobody_signs_it()
    {
        var submitted = await lab.InReviewAsync("Anneal hot", document: Document());
        using var watch = Watch();
        await watch.LookAsync();
        Assert.Null((await lab.Desk.FindAsync(submitted.Id))!.EvidenceChanged);

        project.Exclude(new TaskSelected("batch A"), "The probe was off", People.Ben, CancellationToken.None);
        await watch.LookAsync(project.Id);
        await watch.LookAsync(project.Id);

        var marked = (await lab.Desk.FindAsync(submitted.Id))!;
        Assert.Equal(3, marked.Sequence);
        Assert.Matches(@"^Ben excluded 40 runs \(The probe was off\) on \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$", marked.EvidenceChanged!.Reason);
        var refused = await Assert.ThrowsAsync<RefusedException>(() => lab.Desk.ApproveAsync(marked.Id, marked.Seen, null, "", People.Ada));
        Assert.Contains("Ben excluded 40 runs", refused.Message, StringComparison.Ordinal);

        // The way out: a version from a new analysis. It is not marked again.
        await lab.Desk.ReviseAsync(marked.Id, 1, marked.Document with { ProjectSequence = project.State.Sequence }, "Without batch A.", People.Ben);
        await watch.LookAsync(project.Id);
        Assert.Null((await lab.Desk.SubmitAsync(marked.Id, "", People.Ben)).EvidenceChanged);
    }

    [Fact]
    public async Task A_deleted_project_marks_what_rests_on_it_and_other_projects_do_not_matter()
    {
        var draft = await lab.DraftAsync("Anneal hot", document: Document());
        var other = await lab.Desk.DraftAsync(Document() with { ProjectId = Runs.Create("Other", People.Ada).Id }, People.Ben);
        using var watch = Watch();
        Runs.Delete(project, People.Ada);

        await watch.LookAsync();

        Assert.Equal("The project 'Coating batches' was deleted.", (await lab.Desk.FindAsync(draft.Id))!.EvidenceChanged!.Reason);
        Assert.Null((await lab.Desk.FindAsync(other.Id))!.EvidenceChanged);
    }

    [Fact]
    public async Task A_later_analysis_with_new_tasks_that_speak_against_it_raises_the_alarm()
    {
        var known = await OfficialAsync(Document());
        using var watch = Watch();
        foreach (var batch in (string[])["batch V", "batch W", "batch X", "batch Y"])
            Import($"{batch}.csv", batch, inside: 1, outside: 2);
        Store(new AnalysisRequest(known.Document.Evidence.Basis.Selection), project.Load(null, CancellationToken.None).DataHash);

        await watch.LookAsync();
        await JobsAsync();

        var stale = (await lab.Desk.FindAsync(known.Id))!;
        Assert.Equal(RecommendationStatus.Stale, stale.Status);
        Assert.Contains("contradicts it", stale.Alarm!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_tasks_that_bear_it_out_raise_no_alarm()
    {
        var known = await OfficialAsync(Document());
        using var watch = Watch();
        Import("more.csv", "batch V", inside: 3, outside: 2);
        Store(new AnalysisRequest(known.Document.Evidence.Basis.Selection), project.Load(null, CancellationToken.None).DataHash);

        await watch.LookAsync();
        await JobsAsync();

        Assert.Equal("1 new task does not contradict it.", services.GetRequiredService<MetaJobs>().Of(project.Id)[0].Words.Replace('\u00a0', ' '));
        Assert.Equal(RecommendationStatus.Official, (await lab.Desk.FindAsync(known.Id))!.Status);
    }

    private RecommendationDocument Document() => Recommended.Document() with { ProjectId = project.Id, ProjectSequence = project.State.Sequence };

    private Task<Recommendation> OfficialAsync(RecommendationDocument document) => lab.OfficialAsync("Anneal hot", document: document);

    private EvidenceWatch Watch() => ActivatorUtilities.CreateInstance<EvidenceWatch>(services, lab.Desk, lab.Feed, NullLogger<EvidenceWatch>.Instance);

    /// <summary>20 runs inside of the region and 20 outside.</summary>
    private void Import(string name, string task, double inside, double outside)
    {
        var path = Path.Combine(portal.Folder, name);
        var lines = Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"{task},{(i % 2 == 0 ? 262 + (i * 0.6) : 225 + (i * 0.7))},{(i % 2 == 0 ? 3 : 6)},{(i % 4 < 2 ? "EG" : "DMSO")},{(i % 2 == 0 ? inside : outside) + (0.1 * (i % 7))}"));
        File.WriteAllLines(path, lines.Prepend("task,temperature,spray_rate,additive,conductivity"));
        var map = MapProposal.For(path).Map;
        map = map with { Metrics = [.. map.Metrics.Select(m => m with { Goal = MetricGoal.Maximize })] };
        ImportRun.Start(project, new ImportRequest(path, new CsvRunReader(), map, People.Ada), 1000, null, CancellationToken.None);
    }

    /// <summary>As if that question had been asked now.</summary>
    private void Store(AnalysisRequest request, string dataHash)
    {
        var stored = new StoredAnalysis(request.Key(dataHash), request, dataHash, AnalysisPipeline.Version, TimeProvider.System.GetUtcNow(), "Ben");
        var folder = Directory.CreateDirectory(new AnalysisStore(project.Folder).FolderOf(stored.Key)).FullName;
        File.WriteAllText(Path.Combine(folder, "analysis.json"), JsonSerializer.Serialize(stored, AnalysisJson.Options));
    }

    private async Task JobsAsync()
    {
        var jobs = services.GetRequiredService<MetaJobs>();
        for (var tries = 0; jobs.Of(project.Id).Any(j => j.IsActive); tries++)
        {
            Assert.True(tries < 1500, "The work does not end.");
            await Task.Delay(20);
        }
    }
}
