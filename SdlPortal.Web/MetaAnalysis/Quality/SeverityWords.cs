using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Web.Layout;

namespace SdlPortal.Web.MetaAnalysis.Quality;

/// <summary>Severities of findings as colors, icons and words.</summary>
public static class SeverityWords
{
    public static StatusTone Tone(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Blocks => new("tone-failed", "cross", "blocks"),
        FindingSeverity.Warns => new("tone-attention", "warning", "warns"),
        FindingSeverity.Notes => new("tone-queued", "circle", "note"),
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };

    /// <summary>So many findings of a severity: "1 note", "10 warn".</summary>
    public static string Count(FindingSeverity severity, int count) => severity switch
    {
        FindingSeverity.Blocks => count == 1 ? "1 blocks" : $"{Projects.Counts.Of(count)} block",
        FindingSeverity.Warns => count == 1 ? "1 warns" : $"{Projects.Counts.Of(count)} warn",
        _ => Projects.Counts.Of(count, "note"),
    };

    /// <summary>The heading above the findings of a severity.</summary>
    public static string Heading(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Blocks => "Blocks the analysis",
        FindingSeverity.Warns => "Conclusions may be wrong",
        FindingSeverity.Notes => "Good to know",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };
}
