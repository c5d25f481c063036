using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Charts;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Reviews.Quarters;

/// <summary>Predicted against realized gain of all validations of a period. Pure.</summary>
internal static class ScoreFigures
{
    public const string Key = "predicted-against-realized";

    private static readonly string[] Columns = ["recommendation", "predicted", "low", "high", "realized", "low", "high", "in the expected interval"];

    public static Figure PredictedAndRealized(ScorePeriod period)
    {
        var traces = new List<PlotTrace>
        {
            new() { Name = "Predicted = realized", Mode = "lines", X = [0, 1], Y = [0, 1], Line = new PlotLine(Palette.Gray, 1.5, Dash: "dash"), HoverInfo = "skip" },
        };
        AddPoints(traces, "In its interval", [.. period.Lines.Where(l => l.Score.IsInside)], Palette.Blue, "circle");
        AddPoints(traces, "Outside of it", [.. period.Lines.Where(l => !l.Score.IsInside)], Palette.Vermilion, "diamond");
        var plot = new Plot(traces, new PlotLayout(new PlotAxis("Predicted gain") { Range = [0, 1] }, new PlotAxis("Realized gain") { Range = [0, 1] }),
            new PlotTable(Columns, [.. period.Lines.Select(Row)]));
        return new Figure(Key, "Predicted and realized gain", $"{Counts.Of(period.Lines.Count, "validation")}; a gain is the probability that an experiment inside the region is better than one outside (0.5: the region says nothing). Across: the forecast with its 95 % interval; up: fresh experiments with their 95 % interval.",
            [""], [""], [new FigurePanel(0, 0, plot)])
        {
            PanelWidth = 320,
            PanelHeight = 320,
        };
    }

    private static void AddPoints(List<PlotTrace> traces, string name, IReadOnlyList<ScoreLine> lines, string color, string symbol)
    {
        if (lines.Count == 0)
            return;
        traces.Add(new PlotTrace
        {
            Mode = "markers",
            Name = name,
            X = [.. lines.Select(l => l.Score.Forecast.Superiority.Mean)],
            Y = [.. lines.Select(l => l.Score.Realized.Superiority.Mean)],
            ErrorX = new PlotError([.. lines.Select(l => l.Score.Forecast.Superiority.High - l.Score.Forecast.Superiority.Mean)], [.. lines.Select(l => l.Score.Forecast.Superiority.Mean - l.Score.Forecast.Superiority.Low)]) { Color = color },
            ErrorY = new PlotError([.. lines.Select(l => l.Score.Realized.Superiority.High - l.Score.Realized.Superiority.Mean)], [.. lines.Select(l => l.Score.Realized.Superiority.Mean - l.Score.Realized.Superiority.Low)]) { Color = color },
            Marker = new PlotMarker(color, 8, symbol),
            Text = [.. lines.Select(l => Plot.Text($"{l.Title}: predicted {NumberWords.With(l.Score.Forecast.Superiority)}, realized {NumberWords.With(l.Score.Realized.Superiority)}"))],
            HoverTemplate = "%{text}<extra></extra>",
        });
    }

    private static IReadOnlyList<string> Row(ScoreLine line) =>
    [
        line.Title,
        Quantity.Full(line.Score.Forecast.Superiority.Mean), Quantity.Full(line.Score.Forecast.Superiority.Low), Quantity.Full(line.Score.Forecast.Superiority.High),
        Quantity.Full(line.Score.Realized.Superiority.Mean), Quantity.Full(line.Score.Realized.Superiority.Low), Quantity.Full(line.Score.Realized.Superiority.High),
        line.Score.IsInside ? "yes" : "no",
    ];
}
