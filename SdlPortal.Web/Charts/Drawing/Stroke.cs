namespace SdlPortal.Web.Charts.Drawing;

/// <summary>How a line is drawn.</summary>
/// <param name="Dash">As plotly names it: "dash", "dot", "dashdot", "longdash"; null is a solid line.</param>
public sealed record Stroke(string Color, double Width = 1, string? Dash = null)
{
    internal string Attributes
    {
        get
        {
            var (color, opacity) = SvgColor.Split(Color);
            return $" stroke=\"{SvgCanvas.Escape(color)}\" stroke-width=\"{SvgCanvas.N(Width)}\"{(opacity < 1 ? $" stroke-opacity=\"{SvgCanvas.N(opacity)}\"" : "")}{Pattern}";
        }
    }

    private string Pattern => Dash switch
    {
        "dash" => " stroke-dasharray=\"6 4\"",
        "dot" => " stroke-dasharray=\"1.5 3\"",
        "dashdot" => " stroke-dasharray=\"6 3 1.5 3\"",
        "longdash" => " stroke-dasharray=\"10 4\"",
        _ => "",
    };
}
