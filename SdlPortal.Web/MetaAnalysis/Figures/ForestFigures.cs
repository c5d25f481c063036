using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.MetaAnalysis.Figures;

/// <summary>One number in every task and pooled: the forest plot and the funnel of a pooled effect. Pure.</summary>
internal static class ForestFigures
{
    private static readonly Dictionary<RowLook, string> Legend = new()
    {
        [RowLook.Single] = "One task",
        [RowLook.Pooled] = "Mean over tasks",
        [RowLook.Expected] = "A further task",
    };

    /// <param name="kind">For the name of the file: "share", "trend".</param>
    /// <param name="what">The axis: "Share of the variance", "Rank correlation".</param>
    public static Figure Forest(PooledFinding effect, string kind, string what)
    {
        List<IntervalRow> rows = [.. effect.Tasks.Select((t, i) => new IntervalRow(t, effect.Own[i].Value, effect.Own[i].Interval.Low, effect.Own[i].Interval.High))];
        rows.Add(new IntervalRow("Mean over tasks", effect.Mean.Value, effect.Mean.Interval.Low, effect.Mean.Interval.High, RowLook.Pooled));
        if (effect.Prediction is { } prediction)
            rows.Add(new IntervalRow("A further task", effect.Mean.Value, prediction.Low, prediction.High, RowLook.Expected));
        return new Figure($"forest-{kind}-{FigureKeys.Of(effect.Name)}", $"{effect.Name}: {what.ToLowerInvariant()} by task",
            $"{effect.Tasks.Count} tasks, random effects (pooled on the scale: {effect.Scale}). Bars: 95 % intervals; of a further task: the 95 % prediction interval. I² {Quantity.Text(effect.OnScale.ISquared, "%", 3)}, τ² {Quantity.Text(effect.OnScale.TauSquared, digits: 3)}; {PValue(effect)}.",
            [""], [""], [new FigurePanel(0, 0, IntervalPlot.Build(rows, what, 0, Legend))])
        {
            PanelWidth = 360,
            PanelHeight = IntervalPlot.HeightFor(rows.Count),
        };
    }

    /// <summary>A share cannot be below 0, so nothing is tested there.</summary>
    private static string PValue(PooledFinding effect) => double.IsNaN(effect.AdjustedP) ? "not tested against 0" : $"p {Quantity.Text(effect.OnScale.PValue, digits: 2)}, corrected for all looked at {Quantity.Text(effect.AdjustedP, digits: 2)}";

    /// <summary>Values by their standard errors, on the scale on which they were pooled, with the funnel in which 95 % lie where tasks differ by chance only.</summary>
    public static Figure Funnel(PooledFinding effect, string kind, string what)
    {
        var studies = effect.OnScale.Studies;
        double[] errors = [.. studies.Select(s => Math.Sqrt(s.Variance))];
        var largest = errors.DefaultIfEmpty(0).Max() * 1.05;
        if (!(largest > 0))
            largest = 1;
        var (center, reach) = (effect.OnScale.Estimate, 1.96 * largest);
        var (low, high) = Charts.Drawing.AxisTicks.Rounded(studies.Select(s => s.Value).Append(center - reach).Min(), studies.Select(s => s.Value).Append(center + reach).Max(), 5);
        var ticks = Charts.Drawing.AxisTicks.Of(0, largest, 4);
        var plot = new Plot(
        [
            new PlotTrace { Name = "Where 95 % lie by chance alone", Mode = "lines", X = [center - reach, center, center + reach], Y = [largest, 0, largest], Line = new PlotLine(Palette.Gray, 1.5, Dash: "dash"), HoverInfo = "skip" },
            new PlotTrace { Name = "One task", Mode = "markers", X = [.. studies.Select(s => s.Value)], Y = errors, Marker = new PlotMarker(Palette.Blue), Text = [.. studies.Select(s => Plot.Text(s.Name))], HoverTemplate = "%{text}<extra></extra>" },
        ],
        // The surest tasks stand on top.
        new PlotLayout(new PlotAxis(Plot.Text($"{what} ({effect.Scale})")) { Range = [low, high] }, new PlotAxis("Standard error") { Range = [largest, 0], TickVals = [.. ticks.Select(t => t.At)], TickText = [.. ticks.Select(t => t.Text)] }),
        new PlotTable(["task", $"{what} ({effect.Scale})", "standard error"], [.. studies.Select((s, i) => (IReadOnlyList<string>)[s.Name, Quantity.Full(s.Value), Quantity.Full(errors[i])])]));
        return new Figure($"funnel-{kind}-{FigureKeys.Of(effect.Name)}", $"{effect.Name}: funnel of the {what.ToLowerInvariant()}", $"{studies.Count} tasks; sure ones on top. A lopsided funnel means that unsure tasks show larger effects, as when only striking ones were kept.", [""], [""], [new FigurePanel(0, 0, plot)])
        {
            PanelWidth = 320,
            PanelHeight = 200,
        };
    }
}
