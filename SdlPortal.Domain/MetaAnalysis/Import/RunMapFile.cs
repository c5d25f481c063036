using System.Text.Encodings.Web;
using System.Text.Json;
using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>The JSON form of a <see cref="RunMap"/>, shared by the command line and the mapping wizard; described in docs/run-map.md.</summary>
public static class RunMapFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="DefinitionException">With every problem of the text, each with its path.</exception>
    public static RunMap Read(string json)
    {
        var (map, problems) = JsonFields.Read(json, RunMapFields.Read);
        return problems.Count > 0 ? throw new DefinitionException(problems) : map!;
    }

    /// <summary>The map as indented JSON; what is null is left out.</summary>
    public static string Write(RunMap map) => RunMapFields.Write(map).ToJsonString(Indented) + "\n";
}
