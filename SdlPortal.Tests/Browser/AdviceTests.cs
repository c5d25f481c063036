using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SdlPortal.Tests.Processes;
using static Microsoft.Playwright.Assertions;

namespace SdlPortal.Tests.Browser;

/// <summary>The advisor on the real server: asked in the designer, followed with one click, compared with what happened.</summary>
[Collection(WholeMachine.Name)]
public sealed partial class AdviceTests
{
    [BrowserFact]
    public async Task Advice_asked_for_in_the_designer_is_applied_with_one_click_and_compared_with_what_happened()
    {
        using var folder = new TemporaryFolder();
        await using var portal = new PortalProcess(folder.Path, "--Lab:Speed=400");
        await portal.StartAndWaitAsync();
        await using var visitors = await Visitors.ArriveAsync();
        var page = await visitors.OpenAsync($"{portal.Address}/campaigns/new?template=coating");

        await page.GetByLabel("Experiments", new() { Exact = true }).FillAsync("12");
        await page.GetByLabel("Experiments in flight").FillAsync("7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Advise me" }).ClickAsync();
        var use = page.GetByRole(AriaRole.Button, new() { NameRegex = UseButton() }).First;
        await Expect(use).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByText("simulated campaigns of each choice in").First).ToBeVisibleAsync();
        await Expect(page.Locator(".advice-plots .main-svg").First).ToBeVisibleAsync();
        var inFlight = UseButton().Match(await use.InnerTextAsync()).Groups[1].Value;
        Assert.Empty(await FaultsAsync(page));

        await use.ClickAsync();

        await Expect(page.GetByLabel("Experiments in flight")).ToHaveValueAsync(inFlight);
        await Expect(page.GetByText($"The draft has {inFlight} in flight with")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = StartButton() }).ClickAsync();
        await page.WaitForURLAsync(CampaignUrl());
        await page.GetByRole(AriaRole.Link, new() { Name = "Advice" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Advised and chosen" })).ToBeVisibleAsync();
        await Expect(page.GetByText("as advised")).ToBeVisibleAsync();
        await Expect(page.GetByText(HasReached())).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator(".plot-place .main-svg").First).ToBeVisibleAsync();
        Assert.Empty(await FaultsAsync(page));
        Assert.Empty(visitors.Errors);
    }

    private static async Task<List<string>> FaultsAsync(IPage page)
    {
        var result = await page.RunAxe();
        return [.. result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}, {v.Help}: {string.Join(" | ", v.Nodes.Take(4).Select(n => n.Html))}")];
    }

    [GeneratedRegex("^Use ([0-9]+) in flight with", RegexOptions.None, 1000)]
    private static partial Regex UseButton();

    [GeneratedRegex("^Start: ", RegexOptions.None, 1000)]
    private static partial Regex StartButton();

    [GeneratedRegex("/campaigns/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex CampaignUrl();

    [GeneratedRegex("After [0-9]+ experiments? it has reached", RegexOptions.None, 1000)]
    private static partial Regex HasReached();
}
