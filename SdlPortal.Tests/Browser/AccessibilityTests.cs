using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SdlPortal.Tests.Browser;

/// <summary>Pages as axe sees them, in light and dark, and a journey without a mouse.</summary>
public sealed class AccessibilityTests(OpenLab lab) : IClassFixture<OpenLab>
{
    [BrowserTheory]
    [InlineData("/", "#now ~ .stack article")]
    [InlineData("/campaigns", "table tbody tr")]
    [InlineData("/campaigns/new", ".problem-list li")]
    [InlineData("/campaigns/new?template=coating", ".line-gantt")]
    [InlineData("/campaigns/{campaign}", ".gantt-bar.done")]
    [InlineData("/campaigns/{campaign}?tab=experiments", "table tbody td")]
    [InlineData("/campaigns/{campaign}?tab=model", ".slices .plot-place .main-svg")]
    [InlineData("/campaigns/{campaign}?tab=replay", ".replay-choices input")]
    [InlineData("/campaigns/{campaign}?tab=advice", ".empty h2")]
    [InlineData("/campaigns/{campaign}?tab=events", "main time")]
    [InlineData("/campaigns/{campaign}?tab=definition", "pre")]
    [InlineData("/campaigns/{campaign}/experiments/1", ".stages-table tbody tr")]
    [InlineData("/stations", "article.station")]
    [InlineData("/studies", "table tbody tr")]
    [InlineData("/studies/new", ".study-size .facts")]
    [InlineData("/studies/{study}", ".matrix-number")]
    [InlineData("/studies/{study}?tab=curves", ".js-plotly-plot .main-svg")]
    [InlineData("/studies/{study}?tab=figures", "main figure")]
    [InlineData("/studies/{study}?tab=findings", ".findings li")]
    [InlineData("/studies/{study}?tab=paired", ".paired tbody tr")]
    [InlineData("/studies/{study}?tab=files", ".study-files a")]
    [InlineData("/data", ".add-source input[type=file]")]
    [InlineData("/reviews", ".review-table tbody td")]
    [InlineData("/reviews/{recommendation}", ".paper .figure-panel svg")]
    [InlineData("/reviews/{recommendation}?act=approve-with-edits", ".side-rows input")]
    [InlineData("/reviews/retrospective", ".figure-panel svg")]
    [InlineData("/nowhere", "main h1")]
    public async Task A_page_has_no_serious_fault_in_light_or_dark(string path, string shown)
    {
        var page = await lab.OpenAsync(path);
        await Expect(page.Locator(shown).First).ToBeVisibleAsync();
        var faults = await FaultsAsync(page, "light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        faults.AddRange(await FaultsAsync(page, "dark"));
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    [BrowserTheory]
    [InlineData("/accounts/sign-in")]
    [InlineData("/accounts/first")]
    public async Task A_page_for_strangers_has_no_serious_fault_in_light_or_dark(string path)
    {
        var page = await lab.OpenUnknownAsync(path);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        var faults = await FaultsAsync(page, "light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        faults.AddRange(await FaultsAsync(page, "dark"));
        Assert.Empty(faults);
        await page.Context.CloseAsync();
    }

    [BrowserFact]
    public async Task A_bar_of_the_Gantt_leads_to_its_experiment_and_back_without_a_mouse()
    {
        var page = await lab.OpenAsync("/campaigns/{campaign}");
        await Expect(page.Locator(".gantt-bar.done").First).ToBeVisibleAsync();
        for (var presses = 0; !await OnABarAsync(page); presses++)
        {
            Assert.True(presses < 60, "Sixty presses of Tab do not lead into the Gantt.");
            await page.Keyboard.PressAsync("Tab");
        }

        var first = await BarAsync(page);
        await MoveAsync(page, first);
        var told = await page.EvaluateAsync<string>("() => document.activeElement.getAttribute('aria-label')");
        var experiment = told.Split(' ')[1];
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex($"^Experiment {experiment} ") })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".gantt-bar").First).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    // Which neighbours the bar has depends on how far the campaign has come: the first of its lane has none to the left.
    private static async Task MoveAsync(IPage page, string from)
    {
        foreach (var arrow in new[] { "ArrowLeft", "ArrowDown", "ArrowUp" })
        {
            await page.Keyboard.PressAsync(arrow);
            try
            {
                await page.WaitForFunctionAsync("key => (document.activeElement.dataset.key ?? key) !== key", from, new() { Timeout = 3000 });
                return;
            }
            catch (TimeoutException)
            {
                // No bar in that direction.
            }
        }

        Assert.Fail($"No arrow key leads away from bar {from}.");
    }

    private static Task<string> BarAsync(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.dataset.key");

    private static Task<bool> OnABarAsync(IPage page) => page.EvaluateAsync<bool>("() => document.activeElement.classList.contains('gantt-bar')");

    internal static async Task<List<string>> FaultsAsync(IPage page, string theme)
    {
        var result = await page.RunAxe();
        return [.. result.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{theme}: {v.Id}, {v.Help}: {string.Join(" | ", v.Nodes.Take(4).Select(Where))}")];
    }

    private static string Where(AxeResultNode node) => $"{node.Html} ({string.Join(", ", node.Any.Select(c => c.Message))})";
}
