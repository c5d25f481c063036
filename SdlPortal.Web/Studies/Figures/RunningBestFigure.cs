using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;

namespace SdlPortal.Web.Studies.Figures;

/// <summary>How one line of a running-best panel is drawn.</summary>
internal sealed record CurveLook(CellSummary Cell, string Name, string Color, string? Dash);

/// <summary>
/// The measured running best per observation of every strategy: a row for each number of dimensions, a column for each delay; bands of one standard deviation, the
/// optimum dashed. Pure.
/// </summary>
internal static class RunningBestFigure
{
    private static readonly string[] Columns = ["problem", "dimensions", "delay", "strategy", "observation", "running best, mean", "running best, sd"];

    public static Figure Build(StudyFamily family)
    {
        var scale = ScaleOf(family.AllCells, family.Problems);
        var panels = family.Problems.SelectMany((p, row) => family.Delays.Select((delay, column) =>
            new FigurePanel(row, column, Panel(p, [.. family.Strategies.Select(s => family.Find(p, delay, s)).OfType<CellSummary>().Select(Look)], scale, RangeOf(family.AllCells.Where(c => c.Cell.Dimensions == p.Dimensions), p, scale)))));
        return new Figure($"running-best-{family.Key}", $"Running best of every strategy at every delay: {family.Title}",
            $"Best measured value so far, mean over the repetitions; bands are one standard deviation, the dashed line is the optimum. Noise can lift the measured running best beyond it.{family.Counterpart("7", "8", "9")}",
            [.. family.Delays.Select(d => $"Delay {Quantity.Text(d)}")], [.. family.Problems.Select(StudyFamily.DimensionTitle)], [.. panels])
        {
            PanelWidth = 190,
            PanelHeight = 170,
        };
    }

    public static Plot Panel(ProblemSummary problem, IReadOnlyList<CurveLook> curves, AxisScale scale, (double Low, double High) range)
    {
        var last = curves.Select(c => c.Cell.RunningBestMean.Count).DefaultIfEmpty(2).Max();
        var optimum = new PlotTrace
        {
            Mode = "lines",
            Name = problem.Maximizes ? "Global maximum" : "Global minimum",
            X = [1, last],
            Y = [scale.Of(problem.Optimum), scale.Of(problem.Optimum)],
            Line = new PlotLine("#5b6570", 1.2, Dash: "dash"),
        };
        return new Plot([.. curves.Select(c => Band(c, scale)), .. curves.Select(c => Curve(c, scale)), optimum],
            new PlotLayout(new PlotAxis("Observation") { Range = [0, last] }, new PlotAxis(Plot.Text(scale.Title("Running best", problem.Unit))) { Range = [range.Low, range.High] }),
            new PlotTable(Columns, [.. curves.SelectMany(Rows)]));
    }

    public static AxisScale ScaleOf(IEnumerable<CellSummary> cells, IReadOnlyList<ProblemSummary> problems) => AxisScale.Of(cells.SelectMany(c => c.RunningBestMean).Concat(problems.Select(p => p.Optimum)));

    /// <summary>
    /// Holds the optimum, the means from a twentieth of the way on (the first points of all are far off and would flatten the rest) and the bands at the end.
    /// </summary>
    public static (double Low, double High) RangeOf(IEnumerable<CellSummary> cells, ProblemSummary problem, AxisScale scale)
    {
        var values = cells.SelectMany(c => c.RunningBestMean.Skip(c.RunningBestMean.Count / 20).Concat([Edge(c, c.RunningBestMean.Count - 1, 1), Edge(c, c.RunningBestMean.Count - 1, -1)]))
            .Append(problem.Optimum).Where(double.IsFinite).Select(scale.Of).ToList();
        var margin = values.Max() > values.Min() ? 0.04 * (values.Max() - values.Min()) : 1;
        return (values.Min() - margin, values.Max() + margin);
    }

    private static CurveLook Look(CellSummary cell)
    {
        var style = StrategyStyle.Of(cell.Cell.Strategy);
        return new CurveLook(cell, Plot.Text(StudyNames.Strategy(cell.Cell.Strategy)), style.Color, style.Dash);
    }

    private static PlotTrace Curve(CurveLook look, AxisScale scale) => new()
    {
        Mode = "lines",
        Name = look.Name,
        X = [.. Enumerable.Range(1, look.Cell.RunningBestMean.Count).Select(k => (double)k)],
        Y = [.. look.Cell.RunningBestMean.Select(scale.Of)],
        Line = new PlotLine(look.Color, 1.6, Dash: look.Dash),
    };

    /// <summary>One closed outline, out along the top and back along the bottom.</summary>
    private static PlotTrace Band(CurveLook look, AxisScale scale)
    {
        var places = Enumerable.Range(0, look.Cell.RunningBestMean.Count).ToList();
        return new PlotTrace
        {
            Mode = "lines",
            Name = look.Name,
            X = [.. places.Select(k => k + 1.0), .. places.AsEnumerable().Reverse().Select(k => k + 1.0)],
            Y = [.. places.Select(k => scale.Of(Edge(look.Cell, k, 1))), .. places.AsEnumerable().Reverse().Select(k => scale.Of(Edge(look.Cell, k, -1)))],
            Fill = "toself",
            FillColor = SvgColor.Faded(look.Color, 0.13),
            Line = new PlotLine("rgba(0,0,0,0)", 0),
            HoverInfo = "skip",
            ShowLegend = false,
        };
    }

    /// <summary>The mean itself while there is no standard deviation.</summary>
    private static double Edge(CellSummary cell, int k, int side) => cell.RunningBestMean[k] + (double.IsFinite(cell.RunningBestSd[k]) ? side * cell.RunningBestSd[k] : 0);

    private static IEnumerable<IReadOnlyList<string>> Rows(CurveLook look)
    {
        var (cell, summary) = (look.Cell.Cell, look.Cell);
        return summary.RunningBestMean.Select((mean, k) => (IReadOnlyList<string>)
            [cell.Problem, Quantity.Full(cell.Dimensions), Quantity.Full(cell.Delay), cell.Strategy, Quantity.Full(k + 1), Quantity.Full(mean), double.IsFinite(summary.RunningBestSd[k]) ? Quantity.Full(summary.RunningBestSd[k]) : ""]);
    }
}
