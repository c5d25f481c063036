using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Cli;

/// <summary>The JSON that `suggest` prints, described in docs/suggest.md. The rationale has the form that a campaign's log keeps.</summary>
internal static class SuggestOutput
{
    public const int Schema = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new EquatableListConverterFactory() },
    };

    public static string Write(CampaignDefinition campaign, SuggestionRequest first, IReadOnlyList<Suggestion> suggestions) => JsonSerializer.Serialize(new
    {
        Schema,
        Campaign = campaign.Name,
        Strategy = first.Strategy.Name,
        first.Seed,
        Observations = first.Observations.Count,
        Pending = first.Pending.Count,
        Abandoned = first.Abandoned.Count,
        Suggestions = suggestions.Select((s, i) => new { Index = first.Index + i, s.Configuration, s.Rationale }),
    }, Options);
}
