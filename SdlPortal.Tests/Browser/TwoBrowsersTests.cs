using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using static Microsoft.Playwright.Assertions;

namespace SdlPortal.Tests.Browser;

/// <summary>The main job on the real server, with two people watching.</summary>
[Collection(WholeMachine.Name)]
public sealed partial class TwoBrowsersTests
{
    private const int Experiments = 150;

    [BrowserFact]
    public async Task A_campaign_designed_in_one_browser_is_watched_in_both_and_survives_the_servers_death()
    {
        using var folder = new TemporaryFolder();
        await using var portal = new PortalProcess(folder.Path, "--Lab:Speed=400");
        await portal.StartAndWaitAsync();
        await using var visitors = await Visitors.ArriveAsync();

        var ada = await visitors.OpenAsync($"{portal.Address}/campaigns/new?template=coating");
        await ada.GetByLabel("Name", new() { Exact = true }).First.FillAsync("Two watchers");
        await ada.GetByLabel("Experiments", new() { Exact = true }).FillAsync($"{Experiments}");
        await ada.GetByRole(AriaRole.Button, new() { NameRegex = StartButton() }).ClickAsync();
        await ada.WaitForURLAsync(CampaignUrl());
        var ben = await visitors.OpenAsync(ada.Url, who: People.Ben);
        var id = Guid.Parse(CampaignUrl().Match(ada.Url).Groups[1].Value);

        foreach (var page in new[] { ada, ben })
        {
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Two watchers" })).ToBeVisibleAsync();
            await GrowsAsync(page, ".gantt-bar.done");
            await PlotGrowsAsync(page);
        }

        await ada.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        foreach (var page in new[] { ada, ben }) // Ada too: her page must have left "running", or the wait below would find the word of before the pause
            await Expect(StatusOf(page, "paused")).ToBeVisibleAsync();
        await Expect(ben.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeEnabledAsync();
        await ben.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        foreach (var page in new[] { ada, ben })
            await Expect(StatusOf(page, "running")).ToBeVisibleAsync();

        await portal.KillAsync();
        await Expect(ada.GetByText(ConnectionLost())).ToBeVisibleAsync();
        await portal.StartAndWaitAsync();

        foreach (var page in new[] { ada, ben })
        {
            await Expect(StatusOf(page, "finished")).ToBeVisibleAsync(new() { Timeout = 180_000 });
            await Expect(page.GetByText($"{Experiments}/{Experiments} done")).ToBeVisibleAsync();
        }

        var campaign = await StoredCampaign.FoldAsync(folder.Path, id);
        Assert.Equal(Experiments, campaign.Experiments.Count);
        Assert.Equal(Experiments, campaign.Completed);
        Assert.All(campaign.Experiments.SelectMany(e => e.Runs), r => Assert.Equal(1, r.Attempt));
        Assert.Empty(visitors.Errors);
    }

    private static ILocator StatusOf(IPage page, string word) => page.Locator("header, .page-header, main").GetByText(word, new() { Exact = true }).First;

    /// <summary>More of it without a reload.</summary>
    private static async Task GrowsAsync(IPage page, string selector)
    {
        var bars = page.Locator(selector);
        await Expect(bars.First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var before = await bars.CountAsync();
        await Expect(bars.Nth(before + 2)).ToBeAttachedAsync(new() { Timeout = 60_000 });
    }

    /// <summary>The optimization history is drawn by plotly and gets more observations.</summary>
    private static async Task PlotGrowsAsync(IPage page)
    {
        const string Points = "() => (document.querySelector('.js-plotly-plot')?.data ?? []).reduce((n, t) => n + (t.x?.length ?? 0), 0)";
        await page.WaitForFunctionAsync($"() => ({Points})() > 2", null, new() { Timeout = 60_000 });
        var before = await page.EvaluateAsync<int>(Points);
        await page.WaitForFunctionAsync($"() => ({Points})() > {before + 2}", null, new() { Timeout = 60_000 });
    }

    [GeneratedRegex("^Start: ", RegexOptions.None, 1000)]
    private static partial Regex StartButton();

    [GeneratedRegex("/campaigns/([0-9a-f-]{36})", RegexOptions.None, 1000)]
    private static partial Regex CampaignUrl();

    [GeneratedRegex("Connection lost", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ConnectionLost();
}
