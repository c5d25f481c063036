using SdlPortal.Domain.MetaAnalysis.Effects;
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
    public static Figure Forest(PooledEffect effect, string kind, string what)
    {
        List<IntervalRow> rows = [.. effect.Tasks.Select((t, i) => new IntervalRow(t, effect.Values[i].Value, effect.Values[i].Low, effect.Values[i].High))];
        rows.Add(new IntervalRow("Mean over tasks", effect.Pooled.Value, effect.Pooled.Low, effect.Pooled.High, RowLook.Pooled));
        if (double.IsFinite(effect.PredictionLow) && double.IsFinite(effect.PredictionHigh))
            rows.Add(new IntervalRow("A further task", effect.Pooled.Value, effect.PredictionLow, effect.PredictionHigh, RowLook.Expected));
        return new Figure($"forest-{kind}-{FigureKeys.Of(effect.Name)}", $"{effect.Name}: {what.ToLowerInvariant()} by task",
            $"{effect.Tasks.Count} tasks, random effects (pooled on the scale: {effect.Scale}). Bars: 95 % intervals; of a further task: the 95 % prediction interval. I² {Domain.Numerics.Quantity.Text(effect.ISquared, "%", 3)}, τ² {Domain.Numerics.Quantity.Text(effect.TauSquared, digits: 3)}; p {Domain.Numerics.Quantity.Text(effect.P, digits: 2)}, corrected for all looked at {Domain.Numerics.Quantity.Text(effect.AdjustedP, digits: 2)}.",
            [""], [""], [new FigurePanel(0, 0, IntervalPlot.Build(rows, what, 0, Legend))])
        {
            PanelWidth = 360,
            PanelHeight = IntervalPlot.HeightFor(rows.Count),
        };
    }

    /// <summary>Values by their standard errors, with the funnel in which 95 % lie where tasks differ by chance only.</summary>
    public static Figure Funnel(PooledEffect effect, string kind, string what)
    {
        var largest = effect.Values.Select(v => v.StandardError).Where(double.IsFinite).DefaultIfEmpty(0).Max() * 1.05;
        var (center, reach) = (effect.Pooled.Value, 1.96 * largest);
        var plot = new Plot(
        [
            new PlotTrace { Name = "Where 95 % lie by chance alone", Mode = "lines", X = [center - reach, center, center + reach], Y = [largest, 0, largest], Line = new PlotLine(Palette.Gray, 1.5, Dash: "dash"), HoverInfo = "skip" },
            new PlotTrace { Name = "One task", Mode = "markers", X = [.. effect.Values.Select(v => v.Value)], Y = [.. effect.Values.Select(v => v.StandardError)], Marker = new PlotMarker(Palette.Blue), Text = [.. effect.Tasks.Select(Plot.Text)], HoverTemplate = "%{text}<extra></extra>" },
        ],
        // The surest tasks stand on top.
        new PlotLayout(new PlotAxis(what), new PlotAxis("Standard error") { Range = [largest, 0] }),
        new PlotTable(["task", what, "standard error"], [.. effect.Tasks.Select((t, i) => (IReadOnlyList<string>)[t, Domain.Numerics.Quantity.Full(effect.Values[i].Value), Domain.Numerics.Quantity.Full(effect.Values[i].StandardError)])]));
        return new Figure($"funnel-{kind}-{FigureKeys.Of(effect.Name)}", $"{effect.Name}: funnel", $"{effect.Tasks.Count} tasks; sure ones on top. A lopsided funnel means that unsure tasks show larger effects, as when only striking ones were kept.", [""], [""], [new FigurePanel(0, 0, plot)])
        {
            PanelWidth = 320,
            PanelHeight = 200,
        };
    }
}
