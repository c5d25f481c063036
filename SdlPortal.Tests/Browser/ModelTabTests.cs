using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SdlPortal.Tests.Browser;

/// <summary>The Model tab of a campaign at work.</summary>
public sealed class ModelTabTests(OpenLab lab) : IClassFixture<OpenLab>
{
    [BrowserFact]
    public async Task A_running_campaign_shows_its_model_which_follows_the_results_and_the_choice_of_parameters()
    {
        var page = await lab.OpenAsync("/campaigns/{campaign}?tab=model");
        await Expect(page.Locator(".health > li").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Predicts unseen results" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { NameRegex = new Regex("^Contour\\.") }).Locator(".main-svg").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { NameRegex = new Regex("^Parallel coordinates\\.") }).Locator(".main-svg").First).ToBeVisibleAsync();

        var seen = await ResultsAsync(page);
        await Expect(page.GetByText(new Regex("^As of \\d+ result"))).Not.ToHaveTextAsync(new Regex($"^As of {seen} result"));
        Assert.True(await ResultsAsync(page) > seen);

        await page.GetByLabel("Across").SelectOptionAsync("passes");
        await Expect(page).ToHaveURLAsync(new Regex("tab=model.*x=passes|x=passes.*tab=model"));
        await Expect(page.GetByRole(AriaRole.Group, new() { NameRegex = new Regex("^Contour\\.") }).Locator(".xtitle")).ToHaveTextAsync("passes");
        await page.Context.CloseAsync();
    }

    private static async Task<int> ResultsAsync(IPage page) =>
        int.Parse(Regex.Match(await page.GetByText(new Regex("^As of \\d+ result")).InnerTextAsync(), "\\d+").Value);
}
