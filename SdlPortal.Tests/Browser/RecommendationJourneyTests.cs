using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using static Microsoft.Playwright.Assertions;

namespace SdlPortal.Tests.Browser;

/// <summary>From prior runs to something the lab relies on, on the real server: a researcher and a PI, each with a window of their own.</summary>
[Collection(WholeMachine.Name)]
public sealed partial class RecommendationJourneyTests
{
    [BrowserFact]
    public async Task A_researcher_drafts_the_PI_approves_with_an_edit_the_demo_lab_validates_and_the_recommendation_becomes_official_and_scored()
    {
        using var folder = new TemporaryFolder();
        var project = Imported(folder.Path);
        await using var portal = new PortalProcess(folder.Path, "--Lab:Speed=900");
        await portal.StartAndWaitAsync();
        await using var visitors = await Visitors.ArriveAsync();

        var ben = await visitors.OpenAsync($"{portal.Address}/prior-runs/{project}/regions", who: People.Ben);
        await Expect(Button(ben, "Analyze")).Not.ToHaveAttributeAsync("aria-disabled", "true", new() { Timeout = 60_000 });
        await Button(ben, "Analyze").ClickAsync();
        await Expect(ben.Locator(".region-claim")).ToBeVisibleAsync(new() { Timeout = 180_000 });
        await ben.GetByRole(AriaRole.Link, new() { Name = "Recommendations", Exact = true }).ClickAsync();
        await Button(ben, "Draft a recommendation").ClickAsync();
        await ben.WaitForURLAsync(RecommendationUrl());
        var paper = $"{portal.Address}/reviews/{RecommendationUrl().Match(ben.Url).Groups[1].Value}";
        await ben.GotoAsync(paper);
        await Button(ben, "Submit").ClickAsync();
        await ben.Locator(".act-form").GetByRole(AriaRole.Button, new() { NameRegex = Submit() }).ClickAsync();
        await Expect(Button(ben, "Approve with edits")).ToHaveAttributeAsync("aria-disabled", "true"); // who drafts cannot sign

        var ada = await visitors.OpenAsync($"{portal.Address}/reviews");
        await Expect(Button(ada, "What waits for me: 1 waits for me")).ToBeVisibleAsync();
        await ada.GotoAsync(paper);
        await Button(ada, "Approve with edits").ClickAsync();
        await ada.GetByLabel("Rationale: why, in your words").FillAsync("Five batches agree; tried on our own line before we rely on it.");
        // So many that a region which is better does not fail by bad luck.
        await ada.GetByLabel("Experiments inside the region").FillAsync("40");
        await ada.GetByLabel("Experiments outside of it").FillAsync("40");
        await ada.GetByRole(AriaRole.Button, new() { Name = "Sign and approve my version" }).ClickAsync();
        await Expect(ben.GetByText("approved for validation").First).ToBeVisibleAsync(); // without a reload
        await Expect(ben.GetByText("Five batches agree; tried on our own line").First).ToBeVisibleAsync();

        await Button(ben, "Start validation").ClickAsync();
        await ben.GetByText("Spray coating (demo)").ClickAsync();
        await ben.GetByRole(AriaRole.Button, new() { NameRegex = StartButton() }).ClickAsync();
        await ben.WaitForURLAsync(CampaignUrl());
        await Expect(ben.Locator(".warm-line")).ToContainTextAsync("Validates");
        await Expect(ben.Locator(".warm-line")).ToContainTextAsync(BothSides());

        await Expect(Button(ada, "Make official")).Not.ToHaveAttributeAsync("aria-disabled", "true", new() { Timeout = 180_000 });
        await Button(ada, "Make official").ClickAsync();
        await ada.Locator(".act-form").GetByRole(AriaRole.Button, new() { Name = "Make official" }).ClickAsync();
        await Expect(ada.Locator(".decision-bar .bar-status")).ToContainTextAsync("official");
        await Expect(ben.Locator(".warm-line")).ToContainTextAsync("official");

        await ada.GotoAsync($"{portal.Address}/reviews/retrospective");
        await Expect(ada.GetByRole(AriaRole.Table).First).ToContainTextAsync("For high conductivity");
        Assert.Empty(visitors.Errors);
    }

    [BrowserFact]
    public async Task A_stale_recommendation_waits_for_the_PI_and_raises_its_alarm_for_everybody()
    {
        using var folder = new TemporaryFolder();
        var stale = (await ReviewedPortal.FilledAsync(folder.Path))["stale"];
        await using var portal = new PortalProcess(folder.Path);
        await portal.StartAndWaitAsync();
        await using var visitors = await Visitors.ArriveAsync();
        foreach (var who in new[] { People.Ben, People.Ada })
        {
            var page = await visitors.OpenAsync($"{portal.Address}/reviews", who: who);
            if (who == People.Ada)
                await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Waits for me" })).ToContainTextAsync(stale.Document.Title);
            await page.GetByRole(AriaRole.Link, new() { Name = stale.Document.Title }).First.ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "New data contradict it" })).ToContainTextAsync("24 later experiments inside were no better");
        }

        Assert.Empty(visitors.Errors);
    }

    [BrowserFact]
    public async Task Campaigns_that_follow_what_is_official_and_fall_short_raise_its_alarm_on_the_open_pages_of_everybody()
    {
        using var folder = new TemporaryFolder();
        var official = (await ReviewedPortal.FilledAsync(folder.Path))["official"];
        await using var portal = new PortalProcess(folder.Path);
        await portal.StartAndWaitAsync();
        await using var visitors = await Visitors.ArriveAsync();
        var paper = $"{portal.Address}/reviews/{official.Id}";
        var (ada, ben) = (await visitors.OpenAsync(paper), await visitors.OpenAsync(paper, who: People.Ben));
        foreach (var page in new[] { ada, ben })
            await Expect(page.Locator(".decision-bar .bar-status")).ToContainTextAsync("official");

        // Two campaigns of another server on the same database: outside comes out better than inside.
        await ReviewedPortal.FollowedAsync(folder.Path, official, 2, (inside, n) => (inside ? 2 : 3) + (0.1 * (n % 3)));
        await ben.GetByLabel("Say something that everybody can read").FillAsync("Two batches are in, and they look poor.");
        await Button(ben, "Comment").ClickAsync();

        foreach (var page in new[] { ada, ben })
        {
            await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "New data contradict it" })).ToContainTextAsync("That contradicts it.", new() { Timeout = 30_000 });
            await Expect(page.Locator(".decision-bar .bar-status")).ToContainTextAsync("stale");
        }

        await ada.GotoAsync($"{portal.Address}/reviews");
        await Expect(ada.GetByRole(AriaRole.Region, new() { Name = "Waits for me" })).ToContainTextAsync(official.Document.Title);
        Assert.Empty(visitors.Errors);
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).First;

    /// <summary>The documented example: five batches of coatings.</summary>
    private static string Imported(string dataFolder)
    {
        var map = RunMapFile.Read(File.ReadAllText(Repository.File("docs", "examples", "coating-history.map.json")));
        var library = new RunLibrary(Path.Combine(dataFolder, RunLibrary.FolderName), TimeProvider.System);
        var project = library.Create("Coating history", People.Ben);
        ImportRun.Start(project, new ImportRequest(Repository.File("docs", "examples", "coating-history.csv"), new CsvRunReader(), map, People.Ben, "coating-history.csv", false), null, default);
        return project.Id;
    }

    [GeneratedRegex("/reviews/([0-9a-f-]{36})", RegexOptions.None, 1000)]
    private static partial Regex RecommendationUrl();

    [GeneratedRegex("/campaigns/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex CampaignUrl();

    [GeneratedRegex("Submit", RegexOptions.None, 1000)]
    private static partial Regex Submit();

    [GeneratedRegex("^Start: ", RegexOptions.None, 1000)]
    private static partial Regex StartButton();

    [GeneratedRegex(@"[1-9]\d* of 40 inside, [1-9]\d* of 40 outside", RegexOptions.None, 1000)]
    private static partial Regex BothSides();
}
