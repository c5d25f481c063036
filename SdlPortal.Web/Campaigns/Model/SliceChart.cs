using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>"Slice": the model's mean along one parameter with 50 and 95 % bands, the results nearby, and the best one. Pure.</summary>
internal static class SliceChart
{
    private const double Half = 0.6744897501960817;
    private const double Wide = 1.959963984540054;

    /// <summary>What the upright axes of all slices hold, so that they can be compared.</summary>
    public static (double Low, double High) CommonRange(ModelReport report, int objective, IReadOnlyList<Slice> slices, int anchor)
    {
        var goal = report.Models[objective].Objective;
        var values = slices.SelectMany(s => s.Points.SelectMany(p => new[] { p.Mean - (Wide * p.Sd), p.Mean + (Wide * p.Sd) }).Concat(s.Nearby.Append(anchor).Select(i => goal.Oriented(report.Rows.Outputs[i][objective])))).ToList();
        var (low, high) = values.Count > 0 ? (values.Min(), values.Max()) : (0, 1);
        var margin = 0.04 * (high - low);
        return (low - margin, high + margin);
    }

    /// <param name="range">What the upright axis holds.</param>
    public static Plot Build(ModelReport report, int objective, Slice slice, int anchor, IReadOnlyList<ResultName> names, (double Low, double High) range)
    {
        var goal = report.Models[objective].Objective;
        var x = slice.Points.Select(p => ParameterAxis.Place(slice.Parameter, p.Value)).ToArray();
        var traces = new List<PlotTrace>();
        if (slice.Parameter is CategoricalParameter)
            traces.Add(Whiskers(slice, x));
        else
            traces.AddRange([Band(slice, x, Wide, "95 % of the model", 0.18), Band(slice, x, Half, "50 %", 0.3), Mean(slice, x)]);
        traces.Add(Results(report, objective, slice, names, [.. slice.Nearby.Where(i => i != anchor)], "Results nearby", new PlotMarker(Palette.Gray, 6, "circle-open", new PlotLine(Palette.Gray, 1.5))));
        traces.Add(Results(report, objective, slice, names, [anchor], "Best result", new PlotMarker(Palette.Vermilion, 9, "diamond")));
        if (slice.Points.Any(p => !p.Feasible))
            traces.Add(Forbidden(slice, x));
        return new Plot(traces, new PlotLayout(ParameterAxis.Of(slice.Parameter), new PlotAxis(Plot.Text(goal.Label)) { Range = range.High > range.Low ? [range.Low, range.High] : null }) { ShowLegend = false },
            new PlotTable([slice.Parameter.Label, $"mean {goal.Label}", "sd", "keeps the constraints"],
                [.. slice.Points.Select(p => (IReadOnlyList<string>)[p.Value.ToString(), Quantity.Full(p.Mean), Quantity.Full(p.Sd), p.Feasible ? "yes" : "no"])]));
    }

    private static PlotTrace Mean(Slice slice, double[] x) => new()
    {
        Mode = "lines",
        Name = "Model's mean",
        X = x,
        Y = [.. slice.Points.Select(p => p.Mean)],
        Line = new PlotLine(Palette.Blue),
        HoverTemplate = "%{x:.4g}: mean %{y:.4g}<extra></extra>",
    };

    /// <summary>One closed outline, out along the top and back along the bottom.</summary>
    private static PlotTrace Band(Slice slice, double[] x, double z, string name, double opacity) => new()
    {
        Mode = "lines",
        Name = name,
        X = [.. x, .. x.Reverse()],
        Y = [.. slice.Points.Select(p => p.Mean + (z * p.Sd)), .. slice.Points.Reverse().Select(p => p.Mean - (z * p.Sd))],
        Fill = "toself",
        FillColor = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"rgba(0,114,178,{opacity})"),
        Line = new PlotLine("rgba(0,0,0,0)", 0),
        HoverInfo = "skip",
    };

    private static PlotTrace Whiskers(Slice slice, double[] x) => new()
    {
        Mode = "markers",
        Name = "Model's mean with 95 %",
        X = x,
        Y = [.. slice.Points.Select(p => p.Mean)],
        ErrorY = new PlotError([.. slice.Points.Select(p => Wide * p.Sd)]) { Color = Palette.Blue, Width = 8 },
        Marker = new PlotMarker(Palette.Blue, 9, "square"),
        HoverTemplate = "mean %{y:.4g}<extra></extra>",
    };

    private static PlotTrace Forbidden(Slice slice, double[] x) => new()
    {
        Mode = "markers",
        Name = "Breaks a constraint",
        X = [.. x.Where((_, i) => !slice.Points[i].Feasible)],
        Y = [.. slice.Points.Where(p => !p.Feasible).Select(p => p.Mean)],
        Marker = new PlotMarker(Palette.Gray, 6, "x-thin", new PlotLine(Palette.Gray, 1.5)),
        HoverTemplate = "breaks a constraint with the other parameters as they are<extra></extra>",
    };

    private static PlotTrace Results(ModelReport report, int objective, Slice slice, IReadOnlyList<ResultName> names, IReadOnlyList<int> rows, string name, PlotMarker marker)
    {
        var goal = report.Models[objective].Objective;
        var shown = rows.Select(i => (Result: report.Rows.Results[i], Value: goal.Oriented(report.Rows.Outputs[i][objective]))).ToList();
        var values = shown.Select(r => report.Request.Observations[r.Result].Configuration[slice.Parameter.Name]).ToList();
        return new PlotTrace
        {
            Mode = "markers",
            Name = name,
            X = [.. values.Select(v => ParameterAxis.Place(slice.Parameter, v))],
            Y = [.. shown.Select(r => r.Value)],
            Text = [.. shown.Select((r, k) => $"<b>{names[r.Result].Text}</b><br>{Plot.Text(goal.Name)} {Plot.Text(Quantity.Text(r.Value, goal.Unit))}<br>{Plot.Text(slice.Parameter.Name)} {Plot.Text(values[k].ToDisplay())}")],
            HoverTemplate = "%{text}<extra></extra>",
            Marker = marker,
        };
    }
}
