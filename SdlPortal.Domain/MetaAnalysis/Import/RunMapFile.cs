using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>The JSON form of a <see cref="RunMap"/>, shared by the command line and the mapping wizard; described in docs/run-map.md.</summary>
public static class RunMapFile
{
    /// <exception cref="DefinitionException">With every problem of the text, each with its path.</exception>
    public static RunMap Read(string json) => throw new NotImplementedException(json);

    /// <summary>The map as indented JSON; what is null is left out.</summary>
    public static string Write(RunMap map) => throw new NotImplementedException(map.ToString());
}
