using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SdlPortal.Web.Charts;

/// <summary>
/// A plot as plain values: what a builder makes, a test compares and the browser draws. Property names are plotly.js attribute names
/// in our casing; its attributes are lower case throughout.
/// </summary>
/// <param name="Table">The same data in words and numbers: for screen readers and for the CSV file.</param>
public sealed record Plot(IReadOnlyList<PlotTrace> Traces, PlotLayout Layout, PlotTable Table)
{
    /// <summary>What a reader has to know about what is drawn, in a sentence; null when there is nothing.</summary>
    public string? Note { get; init; }

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = new LowerCase(),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>The figure for plotly.js: <c>{ "traces": [...], "layout": {...} }</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(new { Traces, Layout }, Options);

    /// <summary>Text for titles, names and hover labels, which plotly.js reads as a small HTML.</summary>
    public static string Text(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private sealed class LowerCase : JsonNamingPolicy
    {
        public override string ConvertName(string name) => name.ToLowerInvariant();
    }
}

public sealed record PlotTrace
{
    public string Type { get; init; } = "scatter";

    /// <summary>"markers", "lines", "lines+markers".</summary>
    public string? Mode { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<double> X { get; init; }

    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>Of a "contour" or a "heatmap": one row per Y, one number per X; NaN leaves a hole.</summary>
    public IReadOnlyList<IReadOnlyList<double>>? Z { get; init; }

    /// <summary>Of a "heatmap": the numbers at the ends of the color scale.</summary>
    public double? ZMin { get; init; }

    public double? ZMax { get; init; }

    /// <summary>Of a "heatmap": what a cell says on hover, one text per number of <see cref="Z"/>.</summary>
    [JsonPropertyName("hovertext")]
    public IReadOnlyList<IReadOnlyList<string>>? CellTexts { get; init; }

    /// <summary>Of a "heatmap": "%{z:.2f}" writes the number into each cell; drawings write <see cref="Text"/> instead where there is one, row after row.</summary>
    public string? TextTemplate { get; init; }

    /// <summary>Of a "bar": "h" lies.</summary>
    public string? Orientation { get; init; }

    [JsonPropertyName("error_x")]
    public PlotError? ErrorX { get; init; }

    [JsonPropertyName("error_y")]
    public PlotError? ErrorY { get; init; }

    /// <summary>One per point, shown on hover.</summary>
    public IReadOnlyList<string>? Text { get; init; }

    public string? HoverTemplate { get; init; }

    /// <summary>"skip" keeps the trace out of hovering.</summary>
    public string? HoverInfo { get; init; }

    public string? Fill { get; init; }

    public string? FillColor { get; init; }

    public bool? ShowLegend { get; init; }

    /// <summary>Traces of one group are hidden and shown together.</summary>
    public string? LegendGroup { get; init; }

    /// <summary>Smaller ones stand first in the legend.</summary>
    public int? LegendRank { get; init; }

    public PlotLine? Line { get; init; }

    public PlotMarker? Marker { get; init; }

    /// <summary>Where the text stands beside its point, for the mode "text": "top center".</summary>
    public string? TextPosition { get; init; }

    /// <summary>Of a "contour" or a "heatmap": a named scale such as "Cividis"; drawings know those of <see cref="Drawing.ColorRamp"/>.</summary>
    public string? ColorScale { get; init; }

    public PlotColorBar? ColorBar { get; init; }

    public PlotContours? Contours { get; init; }
}

/// <summary>Error bars: from <see cref="ArrayMinus"/> below to <see cref="Array"/> above each point; both ways alike without the former.</summary>
public sealed record PlotError(IReadOnlyList<double> Array, IReadOnlyList<double>? ArrayMinus = null)
{
    public string Type => "data";

    public bool? Symmetric => ArrayMinus is null ? null : false;

    public string? Color { get; init; }

    public double Thickness { get; init; } = 1.5;

    public double Width { get; init; } = 4;
}

/// <summary>The legend of a contour's colors.</summary>
public sealed record PlotColorBar(PlotColorBarTitle Title)
{
    public double Thickness => 12;

    public double OutlineWidth => 0;

    public string ExponentFormat => "power";
}

public sealed record PlotColorBarTitle(string Text)
{
    public string Side => "right";
}

/// <param name="Coloring">"heatmap" shades smoothly, "fill" in steps.</param>
public sealed record PlotContours(string Coloring);

/// <param name="Shape">"hv" makes steps.</param>
public sealed record PlotLine(string Color, double Width = 2, string? Shape = null, string? Dash = null);

public sealed record PlotMarker(string Color, double Size = 7, string Symbol = "circle", PlotLine? Line = null, double? Opacity = null);

public sealed record PlotLayout(PlotAxis XAxis, PlotAxis YAxis)
{
    /// <summary>"closest" or "x".</summary>
    public string HoverMode { get; init; } = "closest";

    public bool ShowLegend { get; init; } = true;

    /// <summary>Of bars: the share of each place that stays empty.</summary>
    public double? BarGap { get; init; }

    /// <summary>What a person has zoomed to survives every update that has the same value here.</summary>
    public string UiRevision { get; init; } = "keep";
}

/// <param name="Type">"linear" or "log".</param>
public sealed record PlotAxis(string Title, string Type = "linear", bool ZeroLine = false, double? DTick = null, string? TickFormat = null)
{
    public IReadOnlyList<double>? Range { get; init; }

    /// <summary>Where ticks stand, and what they say; for choices and names.</summary>
    public IReadOnlyList<double>? TickVals { get; init; }

    public IReadOnlyList<string>? TickText { get; init; }

    public bool? ShowGrid { get; init; }

    public bool? ShowTickLabels { get; init; }

    /// <summary>Degrees by which tick labels are turned; −90 reads upward.</summary>
    public double? TickAngle { get; init; }
}
