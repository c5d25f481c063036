using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using static Microsoft.Playwright.Assertions;

namespace SdlPortal.Tests.Browser;

/// <summary>What a person meets on a bad day, on the real server.</summary>
public sealed class FailureJourneyTests
{
    private const int Patience = 60_000;

    [BrowserFact]
    public async Task A_failed_experiment_is_retried_from_the_page_once_the_instrument_is_repaired()
    {
        using var folder = new TemporaryFolder();
        await using var visitors = await Visitors.ArriveAsync();
        var draft = Drafts.Coating(1, inFlight: 1);
        draft.InitialCount = 1;
        draft.Failures = new FailureDraft { Retries = 0, Then = "pause" };
        var id = await StoredCampaign.StartedAsync(folder.Path, draft, 600);

        await using (var broken = new PortalProcess(folder.Path, DemoLineSettings.With("sprayer", "Fails=1", speed: 600)))
        {
            await broken.StartAndWaitAsync();
            var page = await visitors.OpenAsync($"{broken.Address}/campaigns/{id}");
            await Expect(NeedsAPerson(page).GetByText("Experiment 1 failed", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = Patience });
            await Expect(NeedsAPerson(page).GetByText("The campaign is paused")).ToBeVisibleAsync();
            await page.GotoAsync($"{broken.Address}/");
            await Expect(NeedsAPerson(page).GetByText(new Regex("Experiment 1 failed: "))).ToBeVisibleAsync();
            await page.GotoAsync($"{broken.Address}/campaigns");
            await Expect(page.GetByText("1 failed experiment to retry or abandon")).ToBeVisibleAsync();
        }

        await using var repaired = new PortalProcess(folder.Path, "--Lab:Speed=600");
        await repaired.StartAndWaitAsync();
        var again = await visitors.OpenAsync($"{repaired.Address}/campaigns/{id}");
        await again.GetByRole(AriaRole.Button, new() { Name = "Retry: experiment 1" }).ClickAsync();
        await again.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(again.GetByText("1/1 done")).ToBeVisibleAsync(new() { Timeout = Patience });
        Assert.Equal(CampaignStatus.Finished, (await StoredCampaign.FoldAsync(folder.Path, id)).Status);
    }

    [BrowserFact]
    public async Task A_stage_that_nobody_knows_about_after_a_restart_goes_on_when_a_person_says_that_it_finished()
    {
        using var folder = new TemporaryFolder();
        var draft = Drafts.Coating(1, inFlight: 1);
        draft.InitialCount = 1;
        var id = await StoredCampaign.StartedAsync(folder.Path, draft, 20);
        await using var portal = new PortalProcess(folder.Path, DemoLineSettings.With("sprayer", "ForgetsOnRestart=true", speed: 20));
        await portal.StartAndWaitAsync();
        await using var visitors = await Visitors.ArriveAsync();
        var page = await visitors.OpenAsync($"{portal.Address}/campaigns/{id}");
        await Expect(page.GetByText(new Regex("on Spray coater"))).ToBeVisibleAsync(new() { Timeout = Patience });
        await portal.KillAsync();
        await portal.StartAndWaitAsync();

        await Expect(NeedsAPerson(page).GetByText("Experiment 1: did spray finish?")).ToBeVisibleAsync(new() { Timeout = Patience });
        await page.GetByRole(AriaRole.Button, new() { Name = "It finished: experiment 1" }).ClickAsync();
        await page.GetByLabel("Note (kept in the record)").FillAsync("the sample is coated");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "It finished" }).ClickAsync();

        await Expect(NeedsAPerson(page).GetByText("Nothing. The campaign goes on by itself.")).ToBeVisibleAsync();
        var campaign = await StoredCampaign.FoldAsync(folder.Path, id);
        Assert.All(campaign.Experiment(1).Runs, r => Assert.Equal(1, r.Attempt));
        Assert.Equal(StageRunStatus.Finished, campaign.Experiment(1).Runs[2].Status);
    }

    [BrowserFact]
    public async Task A_file_of_prior_results_with_mistakes_is_refused_line_by_line()
    {
        using var folder = new TemporaryFolder();
        await using var portal = new PortalProcess(folder.Path);
        await portal.StartAndWaitAsync();
        await using var visitors = await Visitors.ArriveAsync();
        var page = await visitors.OpenAsync($"{portal.Address}/campaigns/new?template=coating");

        await Expect(page.Locator(".line-gantt")).ToBeVisibleAsync();

        await UploadAsync(page, "prior.csv", """
            DMSO content,precursor concentration,spray flow rate,air flow rate,passes,spray height,hotplate temperature,conductivity
            0.1,12,5,80,5,15,250,2e6
            0.1,12,5,80,5,15,much,2e6
            0.9,12,5,80,5,15,250,2e6
            """);
        await Expect(page.GetByText("2 of 3 rows cannot be used")).ToBeVisibleAsync();
        await Expect(page.GetByText(new Regex("^line 3.*much"))).ToBeVisibleAsync();
        await Expect(page.GetByText(new Regex("^line 4.*0[.]9"))).ToBeVisibleAsync();

        await UploadAsync(page, "picture.csv", "\u0089PNG\0\0\0\u0001");
        await Expect(page.GetByText(new Regex("picture[.]csv was not read"))).ToBeVisibleAsync();
    }

    private static ILocator NeedsAPerson(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "Needs a person" });

    private static Task UploadAsync(IPage page, string name, string content) =>
        page.GetByLabel("CSV file of earlier results").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(content) });
}
