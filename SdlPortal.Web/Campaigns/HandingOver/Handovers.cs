using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Files;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.People;

namespace SdlPortal.Web.Campaigns.HandingOver;

/// <summary>
/// What is handed to the designer beside an address: kept for those who follow the link. In a folder of its own under the data folder, one JSON file each. Safe for any thread.
/// </summary>
public sealed class Handovers(string folder, TimeProvider time)
{
    public const string FolderName = "handovers";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, RespectNullableAnnotations = true };

    /// <summary>Keeps a handover and returns its id, for `/campaigns/new?plan={id}`.</summary>
    /// <param name="title">What it is, as the designer says it: "Search plan of batch F".</param>
    /// <param name="draft">
    /// A campaign of which only parts are said: the warm start, and of the rest what the plan knows (name, parameters with bounds, constraints, objectives, workflow, budget, seed). What it does not say comes from the blank campaign, or from the
    /// template or campaign that the person chooses.
    /// </param>
    /// <param name="recommendation">What the warm start was made of, so that it can be fitted anew to another space; null where that is not needed.</param>
    public Guid Keep(string title, CampaignDraft draft, RegionRecommendation? recommendation, Actor actor)
    {
        actor.Demand(Deed.RunCampaigns);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var kept = new Kept
        {
            Title = title,
            At = time.GetUtcNow(),
            By = actor.Name,
            Campaign = JsonNode.Parse(CampaignFile.Write(draft))!,
            Recommendation = recommendation is null ? null : JsonNode.Parse(RecommendationFile.Write(recommendation)),
        };
        JsonFile.Write(Of(id), kept, Options);
        return id;
    }

    /// <summary>Null where there is none, or where it cannot be read any more.</summary>
    public Handover? Find(Guid id)
    {
        if (JsonFile.Read<Kept>(Of(id), Options) is not { } kept)
            return null;
        try
        {
            var recommendation = kept.Recommendation is { } node ? RecommendationFile.Read(node.ToJsonString()).Recommendation : null;
            return new Handover(id, kept.Title, CampaignFile.Read(kept.Campaign.ToJsonString()).Draft, recommendation, kept.At, kept.By);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Of(Guid id) => Path.Combine(folder, $"{id:N}.json");

    private sealed record Kept
    {
        public required string Title { get; init; }

        public required DateTimeOffset At { get; init; }

        public required string By { get; init; }

        public required JsonNode Campaign { get; init; }

        public JsonNode? Recommendation { get; init; }
    }
}

/// <summary>Something handed to the designer.</summary>
public sealed record Handover(Guid Id, string Title, CampaignDraft Draft, RegionRecommendation? Recommendation, DateTimeOffset At, string By);
