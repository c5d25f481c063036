using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>"Cross-validation": each result against what the model predicts for it from all others, with 95 % intervals; a perfect model lies on y = x. Pure.</summary>
internal static class CrossValidationChart
{
    private const int MostPoints = 300;
    private const double Wide = 1.959963984540054;

    public static Plot Build(ObjectiveModel model, IReadOnlyList<ResultName> names)
    {
        var goal = model.Objective;
        var rows = model.LeaveOneOut;
        var step = (rows.Count + MostPoints - 1) / MostPoints;
        var shown = rows.Where((_, i) => i % step == 0).ToList();
        var (low, high) = (rows.Min(r => goal.Oriented(r.Observed)), rows.Max(r => goal.Oriented(r.Observed)));
        var points = new PlotTrace
        {
            Mode = "markers",
            Name = "Results",
            X = [.. shown.Select(r => goal.Oriented(r.Observed))],
            Y = [.. shown.Select(r => goal.Oriented(r.Mean))],
            ErrorY = new PlotError([.. shown.Select(r => Wide * r.Sd)]) { Color = Palette.Sky, Thickness = 1, Width = 0 },
            Marker = new PlotMarker(Palette.Blue, 6),
            Text = [.. shown.Select(r => $"<b>{names[r.Result].Text}</b><br>measured {Plot.Text(Quantity.Text(goal.Oriented(r.Observed), goal.Unit))}<br>predicted {Plot.Text(Quantity.Text(goal.Oriented(r.Mean), digits: 4))} ± {Plot.Text(Quantity.Text(r.Sd, goal.Unit, 2))}")],
            HoverTemplate = "%{text}<extra></extra>",
        };
        var diagonal = new PlotTrace { Mode = "lines", Name = "Measured = predicted", X = [low, high], Y = [low, high], Line = new PlotLine(Palette.Gray, 1.5, Dash: "dash"), HoverInfo = "skip" };
        return new Plot([diagonal, points], new PlotLayout(new PlotAxis($"Measured {Plot.Text(goal.Label)}"), new PlotAxis($"Predicted from the others {Plot.Text(goal.Unit is { Length: > 0 } unit ? $"({unit})" : "")}".TrimEnd())),
            new PlotTable(["Result", $"Measured {goal.Label}", "Predicted", "sd with noise"], [.. rows.Select(r => (IReadOnlyList<string>)[names[r.Result].Text, Quantity.Full(goal.Oriented(r.Observed)), Quantity.Full(goal.Oriented(r.Mean)), Quantity.Full(r.Sd)])]))
        {
            Note = $"Leave-one-out r² {Quantity.Text(model.RSquared, digits: 2)} over {rows.Count} results; bars are 95 % intervals with noise.{(step > 1 ? $" Drawn is every {step}th; the table holds all." : "")}",
        };
    }
}
