using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using static Microsoft.Playwright.Assertions;

namespace SdlPortal.Tests.Browser;

/// <summary>A study on the real server, with two people watching.</summary>
[Collection(WholeMachine.Name)]
public sealed partial class StudyJourneyTests
{
    /// <summary>Some seconds of work: enough for a cancellation and a death in the middle.</summary>
    private const int Campaigns = 100;

    [BrowserFact]
    public async Task A_study_started_in_one_browser_is_watched_canceled_and_resumed_from_two_and_survives_the_servers_death()
    {
        using var folder = new TemporaryFolder();
        await using var portal = new PortalProcess(folder.Path);
        await portal.StartAndWaitAsync();
        await using var visitors = await Visitors.ArriveAsync();

        var ada = await visitors.OpenAsync($"{portal.Address}/studies/new?preset=taste");
        await ada.GetByLabel("Name of the study").FillAsync("Watched by two");
        await ada.GetByLabel("Repetitions").FillAsync($"{Campaigns / 4}");
        await ada.GetByRole(AriaRole.Button, new() { Name = $"Start: {Campaigns} campaigns" }).ClickAsync();
        await ada.WaitForURLAsync(StudyUrl());
        var ben = await visitors.OpenAsync(ada.Url, who: People.Ben);
        foreach (var page in new[] { ada, ben })
            await FinishedAsync(page, atLeast: 3);

        await ben.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(State(ada)).ToHaveTextAsync("canceled");
        var kept = await FinishedAsync(ada, atLeast: 3);

        await ada.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(State(ben)).ToHaveTextAsync("running");
        await FinishedAsync(ben, kept + 2);

        await portal.KillAsync();
        await portal.StartAndWaitAsync();
        await Expect(State(ada)).ToHaveTextAsync("interrupted");
        Assert.True(await FinishedAsync(ada, kept + 2) < Campaigns);
        await ada.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();

        foreach (var page in new[] { ada, ben })
        {
            await Expect(State(page)).ToHaveTextAsync("finished", new() { Timeout = 120_000 });
            await Expect(page.GetByText($"{Campaigns} of {Campaigns} campaigns")).ToBeVisibleAsync();
            await Expect(page.Locator(".matrix-cell.lowest")).ToHaveCountAsync(2);
        }

        await ada.Locator(".matrix-cell.better a").First.ClickAsync();
        await Expect(ada.Locator(".js-plotly-plot .main-svg").First).ToBeVisibleAsync();
        await ben.GetByRole(AriaRole.Link, new() { Name = "Findings" }).ClickAsync();
        await Expect(ben.Locator(".findings li").First).ToContainTextAsync("reproduced");
        await ben.GetByRole(AriaRole.Link, new() { Name = "Files" }).ClickAsync();
        var download = await ben.RunAndWaitForDownloadAsync(() => ben.GetByRole(AriaRole.Link, new() { Name = "Download observations.csv" }).ClickAsync());
        Assert.Equal((Campaigns * 40) + 1, (await File.ReadAllLinesAsync(await download.PathAsync())).Length);
        Assert.Empty(visitors.Errors);
    }

    private static ILocator State(IPage page) => page.Locator("h1 .badge");

    private static async Task<int> FinishedAsync(IPage page, int atLeast)
    {
        const string Finished = "() => Number(/([0-9,]+) of /.exec(document.querySelector('.study-progress-text')?.textContent ?? '')?.[1] ?? -1)";
        await page.WaitForFunctionAsync($"() => ({Finished})() >= {atLeast}", null, new() { Timeout = 60_000 });
        return await page.EvaluateAsync<int>(Finished);
    }

    [GeneratedRegex("/studies/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex StudyUrl();
}
