using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Persistence;
using SdlPortal.Web.Campaigns.HandingOver;
using SdlPortal.Web.Campaigns.Live;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Campaigns.HandingOver;

public sealed class WarmStartLineTests : BunitContext, IAsyncLifetime
{
    private readonly MemoryCampaignLog log = new();
    private TemporaryPortal stored = null!;
    private ReviewedPortal reviewed = null!;

    public async Task InitializeAsync()
    {
        stored = await TemporaryPortal.CreateAsync();
        reviewed = new ReviewedPortal(stored.Services.GetRequiredService<RecommendationLog>(), log, DateTimeOffset.UnixEpoch.AddYears(56));
        Services.AddSingleton(reviewed.Desk).AddSingleton(reviewed.Feed).AddSingleton(TimeProvider.System);
    }

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await stored.DisposeAsync();
    }

    [Fact]
    public async Task A_campaign_names_the_recommendation_that_it_validates_and_follows_its_status()
    {
        var validating = await reviewed.ValidatingAsync("Anneal hot", Recommended.Document("Anneal hot"));
        var campaign = await FoldAsync(validating.Validation!.Campaign);

        var line = Render<WarmStartLine>(p => p.Add(l => l.Origin, campaign.Definition.WarmStart!.Origin).Add(l => l.Progress, ValidationProgress.Of(campaign)));

        line.WaitForAssertion(() => Assert.Contains("validating", Text(line), StringComparison.Ordinal));
        Assert.StartsWith("Validates Anneal hot version 1", Text(line), StringComparison.Ordinal);
        Assert.EndsWith("0 of 8 inside, 0 of 8 outside measured", Text(line), StringComparison.Ordinal);
        Assert.Equal($"/reviews/{validating.Id}", line.Find("a").GetAttribute("href"));
        await reviewed.Desk.NoteAsync(validating.Id, r => new ValidationLost(r.Validation!.Campaign, "It was deleted."));
        line.WaitForAssertion(() => Assert.Contains("approved for validation", Text(line), StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_is_named_without_a_link()
    {
        var line = Render<WarmStartLine>(p => p.Add(l => l.Origin, new WarmStartOrigin("films.json")));

        Assert.Equal("Follows films.json", Text(line));
        Assert.Empty(line.FindAll("a"));
    }

    [Fact]
    public async Task The_definition_shows_every_point_with_its_side_and_an_experiment_says_which_it_is()
    {
        var validating = await reviewed.ValidatingAsync("Anneal hot", Recommended.Document("Anneal hot"));
        var campaign = await FoldAsync(validating.Validation!.Campaign);
        var start = campaign.Definition.WarmStart!;

        var view = Render<DefinitionView>(p => p.Add(v => v.Definition, campaign.Definition));

        Assert.Equal(8, view.FindAll("ol.warm-list li").Count(l => l.TextContent.StartsWith("inside: ", StringComparison.Ordinal)));
        Assert.Contains("temperature 262 to 288 °C", view.Markup, StringComparison.Ordinal);
        Assert.Contains("none: all experiments were agreed before", view.Markup, StringComparison.Ordinal);
        var suggestion = Strategies.Suggest(campaign.Definition.Ask([], [], 0));
        campaign.Apply(new RecordedEvent(campaign.Id, campaign.Sequence + 1, new CampaignStarted(1), DateTimeOffset.UnixEpoch, "Ben", ""));
        campaign.Apply(new RecordedEvent(campaign.Id, campaign.Sequence + 1, new ExperimentSuggested(1, SuggestionSource.Initial, suggestion.Configuration, suggestion.Rationale), DateTimeOffset.UnixEpoch, "portal", ""));
        var side = RegionMembership.Of(start, start.InitialPoints[0]) == true ? "inside" : "outside";
        Assert.Equal($"It tries 'Anneal hot': point 1 of 16, drawn evenly {side} of the region, in random order.", RationaleSentences.Of(campaign, campaign.Experiments[0])[0][0].Text);
        Assert.DoesNotContain(RationaleSentences.Of(campaign, campaign.Experiments[0]).Skip(1), s => s[0].Text.StartsWith("Point ", StringComparison.Ordinal));
    }

    private async Task<Campaign> FoldAsync(Guid id) => Campaign.Fold(id, await log.ReadAsync(id));

    private static string Text(IRenderedComponent<WarmStartLine> line) => string.Join(' ', line.Find(".warm-line").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
