namespace SdlPortal.Web.Charts.Drawing;

/// <summary>The colors of a drawing's frame; those of the data are the plot's own.</summary>
/// <param name="Background">Null leaves what is behind.</param>
public sealed record DrawingColors(string Ink, string Muted, string Axis, string Grid, string? Background)
{
    /// <summary>Light, complete in itself.</summary>
    public static DrawingColors File { get; } = new("#1a1f25", "#535d68", "#87919c", "#e4e8ec", "#ffffff");

    /// <summary>Follows the page's theme.</summary>
    public static DrawingColors Page { get; } = new("var(--ink)", "var(--ink-2)", "var(--line-strong)", "var(--line)", null);
}
