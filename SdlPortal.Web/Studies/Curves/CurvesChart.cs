using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;

namespace SdlPortal.Web.Studies.Curves;

/// <summary>
/// The measured running best by observation: its mean over the repetitions as a line and one standard deviation as a band, for several cells of one problem;
/// the best true value dashed. Pure.
/// </summary>
public static class CurvesChart
{
    /// <summary>Delays from light to dark, so that their order shows.</summary>
    private static readonly string[] DelayColors = [Palette.Sky, Palette.Blue, Palette.Green, Palette.Orange, Palette.Vermilion, Palette.Pink, Palette.Gray];

    /// <param name="cells">Of one problem, with at least one repetition each.</param>
    /// <param name="byDelay">The cells are delays of one strategy instead of strategies at one delay.</param>
    /// <param name="bands">Whether the standard deviation is drawn.</param>
    public static Plot Build(ProblemSummary problem, IReadOnlyList<CellSummary> cells, bool byDelay, bool bands)
    {
        var traces = new List<PlotTrace>();
        var looks = cells.Select((c, i) => byDelay ? new StrategyStyle(DelayColors[i % DelayColors.Length], "circle", null) : StrategyStyle.Of(c.Cell.Strategy)).ToList();
        if (bands)
            traces.AddRange(cells.Select((c, i) => Band(c, looks[i].Color)));
        traces.AddRange(cells.Select((c, i) => Mean(c, Name(c, byDelay), new PlotLine(looks[i].Color, Dash: looks[i].Dash))));
        var longest = cells.Max(c => c.RunningBestMean.Count);
        traces.Add(new PlotTrace
        {
            Mode = "lines",
            Name = problem.Maximizes ? "Global maximum" : "Global minimum",
            X = [1, longest],
            Y = [problem.Optimum, problem.Optimum],
            Line = new PlotLine(Palette.Gray, 1.5, Dash: "dash"),
            HoverInfo = "skip",
        });
        var unit = string.IsNullOrEmpty(problem.Unit) ? "" : $" ({problem.Unit})";
        return new Plot(traces, new PlotLayout(new PlotAxis("Observation"), new PlotAxis(Plot.Text($"Running best of {problem.Objective}{unit}"))) { HoverMode = "x" }, Table(problem, cells, byDelay));
    }

    private static string Name(CellSummary cell, bool byDelay) => byDelay ? $"Delay {cell.Cell.Delay}" : StudyNames.Strategy(cell.Cell.Strategy);

    private static PlotTrace Mean(CellSummary cell, string name, PlotLine line) => new()
    {
        Mode = "lines",
        Name = name,
        X = [.. Enumerable.Range(1, cell.RunningBestMean.Count).Select(k => (double)k)],
        Y = cell.RunningBestMean,
        Text = [.. cell.RunningBestMean.Zip(cell.RunningBestSd, (m, s) => $"{Quantity.Text(m)} ± {Quantity.Text(s, null, 2)}")],
        HoverTemplate = "%{text}<extra>" + Plot.Text(name) + "</extra>",
        Line = line,
    };

    /// <summary>One closed outline, out along the top and back along the bottom.</summary>
    private static PlotTrace Band(CellSummary cell, string color)
    {
        var x = Enumerable.Range(1, cell.RunningBestMean.Count).Select(k => (double)k).ToList();
        return new PlotTrace
        {
            Mode = "lines",
            Name = $"sd of {cell.Cell.Strategy}",
            X = [.. x, .. Enumerable.Reverse(x)],
            Y = [.. cell.RunningBestMean.Zip(cell.RunningBestSd, (m, s) => m + s), .. cell.RunningBestMean.Zip(cell.RunningBestSd, (m, s) => m - s).Reverse()],
            Fill = "toself",
            FillColor = SvgColor.Faded(color, 0.13),
            Line = new PlotLine("rgba(0,0,0,0)", 0),
            HoverInfo = "skip",
            ShowLegend = false,
        };
    }

    private static PlotTable Table(ProblemSummary problem, IReadOnlyList<CellSummary> cells, bool byDelay) => new(
        ["Observation", .. cells.SelectMany(c => new[] { $"{Name(c, byDelay)}: mean {problem.Objective}", $"{Name(c, byDelay)}: sd" })],
        [.. Enumerable.Range(0, cells.Max(c => c.RunningBestMean.Count)).Select(k => (IReadOnlyList<string>)[Quantity.Full(k + 1), .. cells.SelectMany(c => k < c.RunningBestMean.Count ? new[] { Quantity.Full(c.RunningBestMean[k]), Quantity.Full(c.RunningBestSd[k]) } : ["", ""])])]);
}
