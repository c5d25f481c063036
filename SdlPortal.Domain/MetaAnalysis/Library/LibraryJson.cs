using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>How manifests, journals and exclusions are written as JSON.</summary>
internal static class LibraryJson
{
    public static readonly JsonSerializerOptions Compact = Options(indented: false);
    public static readonly JsonSerializerOptions Indented = Options(indented: true);

    private static JsonSerializerOptions Options(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = indented,
            IndentSize = 2,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new EquatableListConverterFactory() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
