using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Persistence;
using SdlPortal.Web.Campaigns.Advising;
using SdlPortal.Web.Campaigns.Designer;
using SdlPortal.Web.Campaigns.HandingOver;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.Persistence;
using ParameterValue = SdlPortal.Domain.SearchSpaces.ParameterValue;

namespace SdlPortal.Tests.Campaigns.HandingOver;

public sealed class HandedOverDesignerTests : BunitContext, IAsyncLifetime
{
    private readonly VirtualPortal portal = new(("dispenser", 1), ("sprayer", 1), ("hotplate", 1), ("probe", 1), ("robot", 1));
    private TemporaryPortal stored = null!;
    private ReviewedPortal reviewed = null!;

    public async Task InitializeAsync()
    {
        stored = await TemporaryPortal.CreateAsync();
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/designer.js").Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/memory.js").Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/viewer-zone.js").Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<ICampaignLog>(portal.Log);
        Services.AddSingleton(portal.Orchestrator);
        Services.AddSingleton(stored.Services.GetRequiredService<Templates>());
        Services.AddSingleton(stored.Services.GetRequiredService<ResultTables>());
        Services.AddSingleton<AdvisorGate>();
        Services.AddSingleton<LabExperience>((lab, _) => Task.FromResult(LabModel.Learned(lab, [])));
        Services.AddSingleton<Advise>((_, _, _) => []);
        Services.AddScoped<BrowserMemory>();
        Services.AddScoped<ViewerZone>();
        this.AddSignedIn(People.Ben);
        reviewed = this.AddHandovers(stored, portal.Orchestrator, portal.Log);
    }

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await stored.DisposeAsync();
    }

    [Fact]
    public async Task A_recommendation_brings_parameters_region_and_donors_to_a_blank_form()
    {
        var official = await reviewed.OfficialAsync("Anneal hot", document: WithDonors());

        var page = Open($"?recommendation={official.Id}");

        Assert.Equal("Following Anneal hot", page.Find("#f-name").GetAttribute("value"));
        Assert.Equal("220", page.Find("#f-parameters-0-low").GetAttribute("value"));
        Assert.Contains("Follows Anneal hot, version 1.", Section(page), StringComparison.Ordinal);
        Assert.Contains("temperature 262 to 288 °C, spray_rate up to 4.5 µL/s, additive DMSO or EG", Section(page), StringComparison.Ordinal);
        Assert.Equal($"/reviews/{official.Id}", page.Find("#warmStart a").GetAttribute("href"));
        Assert.Equal(["batch A", "0.6", "30", "batch B", "0.4", "30"], page.FindAll(".warm-donors td").Select(d => d.TextContent));
        // Blank but for what the recommendation says: the lab's stages are still to be filled in.
        Assert.All(page.FindAll(".problem-list li"), p => Assert.StartsWith("Workflow", p.TextContent.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_final_is_said_and_each_part_can_be_left_out()
    {
        var approved = await reviewed.ApprovedAsync("Anneal hot", document: WithDonors());
        var from = await BaseAsync();

        var page = Open($"?recommendation={approved.Id}&from={from}");
        Assert.Contains("'Anneal hot' is approved for validation: no fresh experiments have confirmed it", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".problem-list li"));
        Assert.Equal("4", page.Find("#f-initialDesign-count").GetAttribute("value"));

        await Switch(page, "Bounds only as wide as the region").ChangeAsync(true);
        Assert.Equal(("262", "288", "4.5"), (page.Find("#f-parameters-0-low").GetAttribute("value"), page.Find("#f-parameters-0-high").GetAttribute("value"), page.Find("#f-parameters-1-high").GetAttribute("value")));
        Assert.Contains(page.FindAll(".warm-donors td").Select(d => d.TextContent), t => t.Contains(" of 30", StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".problem-list li"));
        await Switch(page, "Bounds only as wide as the region").ChangeAsync(false);
        Assert.Equal("220", page.Find("#f-parameters-0-low").GetAttribute("value"));

        await Switch(page, "Runs of related tasks").ChangeAsync(false);
        await Switch(page, "first point").ChangeAsync(true);
        Assert.Equal("6", page.Find("#f-initialDesign-count").GetAttribute("value"));
        await Button(page, "Save without starting").ClickAsync();
        var start = (await SavedAsync(page)).WarmStart!;
        Assert.Equal((2, 1, 0), (start.InitialPoints.Count, start.Regions.Count, start.Donors.Count));
        Assert.Equal(new WarmStartOrigin("Anneal hot", WarmStartPurpose.Follow, approved.Id, 1), start.Origin);
    }

    [Fact]
    public async Task A_recommendation_that_does_not_fit_its_base_says_why_and_takes_nothing_over()
    {
        var official = await reviewed.OfficialAsync("Anneal hot", document: WithDonors());
        var draft = Recommended.Campaign();
        draft.Parameters[0].Unit = "bar";
        draft.Parameters.RemoveAt(3);
        draft.Objectives[0].Goal = "minimize";
        var from = await portal.Orchestrator.CreateAsync(CampaignDefinition.From(draft), People.Ada);

        var page = Open($"?recommendation={official.Id}&from={from}");

        var notice = page.Find(".notice").TextContent;
        Assert.Contains("'Anneal hot' does not fit this base:", notice, StringComparison.Ordinal);
        Assert.Contains("additive", notice, StringComparison.Ordinal);
        Assert.Contains("bar", notice, StringComparison.Ordinal);
        Assert.Contains("Turn the goal around", notice, StringComparison.Ordinal);
        Assert.Contains("Nothing is taken over", Section(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_validation_asks_for_its_base_and_its_recommendation_knows_of_it_when_it_is_saved()
    {
        var approved = await reviewed.ApprovedAsync("Anneal hot", document: WithDonors());
        var from = await BaseAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/campaigns/new?recommendation={approved.Id}&purpose=validate");
        var asking = Render<DesignerPage>();
        asking.WaitForElement("nav.templates a");
        Assert.Empty(asking.FindAll("#f-name"));

        var page = Open($"?recommendation={approved.Id}&purpose=validate&from={from}");
        Assert.Equal(("16", "16"), (page.Find("#f-budget-experiments").GetAttribute("value"), page.Find("#f-initialDesign-count").GetAttribute("value")));
        Assert.Contains("Validates Anneal hot", Section(page), StringComparison.Ordinal);
        await Button(page, "Save without starting").ClickAsync();

        var saved = await SavedAsync(page);
        Assert.Equal(WarmStartPurpose.Validate, saved.WarmStart!.Origin.Purpose);
        Assert.Equal(RecommendationStatus.Validating, (await reviewed.Desk.FindAsync(approved.Id))!.Status);

        // A second one finds it taken, and leaves no campaign behind.
        var second = Open($"?recommendation={approved.Id}&purpose=validate&from={from}");
        await Button(second, "Save without starting").ClickAsync();
        second.WaitForElement("[role=alert]");
        Assert.Contains("A campaign validates it", second.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_was_handed_over_fills_the_form_and_fits_onto_another_base()
    {
        var draft = Recommended.Campaign();
        draft.WarmStart = new WarmStartDraft { Origin = new WarmStartOriginDraft { Title = "Plan for batch F" }, InitialPoints = [Point(250), Point(270)] };
        (draft.InitialCount, draft.InitialKind) = (null, null);
        var id = Services.GetRequiredService<Handovers>().Keep("Plan for batch F", draft, WithDonors().Evidence, People.Ben);

        var page = Open($"?plan={id}");
        Assert.Contains("Follows Plan for batch F", Section(page), StringComparison.Ordinal);
        Assert.Equal("2", page.Find("#f-initialDesign-count").GetAttribute("value"));
        Assert.Empty(page.FindAll(".problem-list li"));

        var narrow = Recommended.Campaign();
        narrow.Parameters[0].Low = 260;
        var onto = Open($"?plan={id}&from={await portal.Orchestrator.CreateAsync(CampaignDefinition.From(narrow), People.Ada)}");
        Assert.Contains("1 of 2 points of the plan do not belong", onto.Markup, StringComparison.Ordinal);
        Assert.Contains("1 first point", Section(onto), StringComparison.Ordinal);
        Assert.Empty(onto.FindAll(".problem-list li"));
    }

    [Fact]
    public async Task A_recommendations_file_is_taken_over_or_refused_with_every_reason()
    {
        var page = Open($"?from={await BaseAsync()}");
        Upload(page, "wrong.json", "{ \"basis\": 1 }");
        page.WaitForAssertion(() => Assert.Contains("wrong.json was not taken over", Section(page), StringComparison.Ordinal));

        Upload(page, "films.json", RecommendationFile.Write(WithDonors().Evidence));

        page.WaitForAssertion(() => Assert.Contains("Follows films.json.", Section(page), StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".problem-list li"));
        await Button(page, "Remove the warm start").ClickAsync();
        Assert.Contains("Nothing is taken over", Section(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_of_a_validating_campaign_validates_nothing()
    {
        var validating = await reviewed.ValidatingAsync("Anneal hot");

        var page = Open($"?from={validating.Validation!.Campaign}");

        Assert.Contains("its points would not be fresh", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Nothing is taken over", Section(page), StringComparison.Ordinal);
    }

    private static RecommendationDocument WithDonors()
    {
        var document = Recommended.Document("Anneal hot");
        DonorConfiguration Run(int i) => new(new Configuration([.. Point(220 + (i * 80.0 / 30)).Select(v => v)]), 1e6 + (i * 1e4));
        return document with { Evidence = document.Evidence with { DonorRuns = [new DonorRuns("batch A", 0.6, 60, [.. Enumerable.Range(0, 30).Select(Run)]), new DonorRuns("batch B", 0.4, 60, [.. Enumerable.Range(1, 30).Select(Run)])] } };
    }

    private static Configuration Point(double temperature) => new([KeyValuePair.Create<string, ParameterValue>("temperature", temperature), KeyValuePair.Create<string, ParameterValue>("spray_rate", 3), KeyValuePair.Create<string, ParameterValue>("passes", 4), KeyValuePair.Create<string, ParameterValue>("additive", "EG"), KeyValuePair.Create<string, ParameterValue>("dmso", 0.1)]);

    private Task<Guid> BaseAsync() => portal.Orchestrator.CreateAsync(CampaignDefinition.From(Recommended.Campaign()), People.Ada);

    private async Task<CampaignDefinition> SavedAsync(IRenderedComponent<DesignerPage> page)
    {
        page.WaitForAssertion(() => Assert.DoesNotContain("/new", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var id = Guid.Parse(Services.GetRequiredService<NavigationManager>().Uri.Split('/')[^1]);
        return Campaign.Fold(id, await portal.Log.ReadAsync(id)).Definition;
    }

    private IRenderedComponent<DesignerPage> Open(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/campaigns/new" + query);
        var page = Render<DesignerPage>();
        page.WaitForElement("#f-name");
        page.WaitForState(() => !page.Markup.Contains("Predicting", StringComparison.Ordinal));
        return page;
    }

    private static void Upload(IRenderedComponent<DesignerPage> page, string name, string text) =>
        page.FindComponents<InputFile>().First(f => f.Markup.Contains("recommendation-file", StringComparison.Ordinal)).UploadFiles(InputFileContent.CreateFromBinary(Encoding.UTF8.GetBytes(text), name));

    private static string Section(IRenderedComponent<DesignerPage> page) => string.Join(' ', page.Find("#warmStart").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static AngleSharp.Dom.IElement Switch(IRenderedComponent<DesignerPage> page, string words) => page.FindAll("#warmStart label.check").First(l => l.TextContent.Replace('\u00a0', ' ').Contains(words, StringComparison.Ordinal)).QuerySelector("input")!;

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<DesignerPage> page, string words) => page.FindAll("button").First(b => b.TextContent.Trim() == words);
}
