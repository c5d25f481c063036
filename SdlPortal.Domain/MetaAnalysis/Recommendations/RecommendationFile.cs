using System.Globalization;
using System.Text.Json;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Analysis;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>A recommendation as a JSON document (docs/meta-analysis-files.md): what `meta recommend` writes, and what campaigns start from.</summary>
public static class RecommendationFile
{
    /// <summary>Fields by which a document is known as a recommendation, whatever else is wrong with it.</summary>
    private static readonly string[] Marks = ["region", "basis", "metric"];

    /// <summary>The recommendation, or null with everything that is wrong, each with the place in the document ("region.boxes[0].sides[1].low").</summary>
    public static (RegionRecommendation? Recommendation, IReadOnlyList<Problem> Problems) Read(string json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            return (null, [new Problem("file", $"This is not JSON: line {e.LineNumber + 1}, character {e.BytePositionInLine + 1} cannot be read.", "If the file was cut off while it was copied, copy it again, or let `meta recommend` write it anew.")]);
        }

        using (document)
            return Read(document.RootElement);
    }

    /// <summary>The same recommendation gives the same text.</summary>
    public static string Write(RegionRecommendation recommendation) => JsonSerializer.Serialize(recommendation, AnalysisJson.Indented) + "\n";

    private static (RegionRecommendation? Recommendation, IReadOnlyList<Problem> Problems) Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !Marks.Any(m => root.TryGetProperty(m, out _)))
            return (null, [new Problem("file", "This is not a recommendation: it has none of a recommendation's fields.", "Choose a file that `meta recommend` or the portal's recommendation page wrote.")]);
        // A newer form may mean other things by the same names, so nothing else is said of it.
        if (root.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetDouble(out var form) && (form > RegionRecommendation.LatestVersion || form < 1))
            return (null, [new Problem("version", string.Create(CultureInfo.InvariantCulture, $"This is a recommendation of form {form}; this portal knows forms 1 to {RegionRecommendation.LatestVersion}."), form < 1 ? "Take the file as it was written." : "Use a newer portal, or write it again with this one.")]);

        var problems = ShapeCheck.Of<RegionRecommendation>(root);
        if (problems.Count > 0)
            return (null, problems);
        var recommendation = root.Deserialize<RegionRecommendation>(AnalysisJson.Options)!;
        problems = RecommendationCheck.Of(recommendation);
        return (problems.Count == 0 ? recommendation : null, problems);
    }
}
