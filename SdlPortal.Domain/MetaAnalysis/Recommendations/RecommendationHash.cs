using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdlPortal.Domain.MetaAnalysis.Analysis;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>
/// What names a version of a document by its content: hexadecimal SHA-256 over its canonical JSON (names in ordinal order, nothing that is null or an empty list), so that properties that later versions of the portal add do not change it.
/// </summary>
public static class RecommendationHash
{
    public static string Of(RecommendationDocument document) => Of(RecommendationJson.Node(document));

    /// <summary>Of what nobody edits by hand: all that the region rests on, and the forecast. The sides themselves a PI may move, which <see cref="EditedRegion"/> then says.</summary>
    internal static string OfEvidence(RecommendationDocument document) =>
        Of(new JsonArray(RecommendationJson.Node(document.Evidence with { Region = document.Evidence.Region with { Boxes = [], Sentence = "" }, Remarks = [.. document.Evidence.Remarks.Where(r => r != EditedRegion.Remark)] }), RecommendationJson.Node(document.Forecast), document.Subject.ToString(), document.Variant, document.ProjectId, document.ProjectSequence));

    private static string Of(JsonNode? node)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = AnalysisJson.Options.Encoder }))
            Write(writer, node);
        return Convert.ToHexString(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var (name, value) in members.Where(m => m.Value is not (null or JsonArray { Count: 0 })).OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer, AnalysisJson.Options);
                break;
        }
    }
}
