using MathNet.Numerics.Statistics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Studies.Figures;

/// <summary>Cumulative regret by strategy and delay, one panel for each number of dimensions. Pure.</summary>
internal static class RegretFigure
{
    private static readonly string[] Columns = ["problem", "dimensions", "delay", "strategy", "repetitions", "cumulative regret, mean", "cumulative regret, sd"];

    public static Figure Build(StudyFamily family)
    {
        var scale = ScaleOf(family.AllCells);
        var range = RangeOf(family.AllCells, scale);
        return new Figure($"regret-{family.Key}", $"Cumulative regret by strategy and delay: {family.Title}",
            $"Mean over the repetitions; bars are their standard deviation.{family.Counterpart("4", "6", "3")}",
            [.. family.Problems.Select(StudyFamily.DimensionTitle)], [""],
            [.. family.Problems.Select((p, i) => new FigurePanel(0, i, Panel(family, p, family.Strategies, scale, range)))])
        {
            PanelWidth = family.Problems.Count == 1 ? 420 : 250,
            PanelHeight = 240,
        };
    }

    /// <summary>The regret of some strategies by delay.</summary>
    public static Plot Panel(StudyFamily family, ProblemSummary problem, IReadOnlyList<string> strategies, AxisScale scale, (double Low, double High) range)
    {
        var delays = family.Delays;
        var gap = delays.Count > 1 ? delays.Zip(delays.Skip(1), (a, b) => b - a).Min() : 1;
        var traces = strategies.Select((s, i) => Trace(family, problem, s, scale, strategies.Count == 1 ? 0 : gap * 0.5 * ((i + 0.5) / strategies.Count - 0.5)));
        var xAxis = new PlotAxis("Delay (experiments pending)") { TickVals = [.. delays.Select(d => (double)d)], TickText = [.. delays.Select(d => Quantity.Text(d))], Range = [delays[0] - (0.5 * gap), delays[^1] + (0.5 * gap)] };
        return new Plot([.. traces.Where(t => t.X.Count > 0)], new PlotLayout(xAxis, new PlotAxis(Plot.Text(scale.Title("Cumulative regret", problem.Unit))) { Range = [range.Low, range.High] }), Table(family, problem, strategies));
    }

    public static AxisScale ScaleOf(IEnumerable<CellSummary> cells) => AxisScale.Of(cells.SelectMany(Extent));

    public static (double Low, double High) RangeOf(IEnumerable<CellSummary> cells, AxisScale scale)
    {
        var drawn = cells.SelectMany(Extent).Select(scale.Of).Append(0).ToList();
        return Charts.Drawing.AxisTicks.Rounded(drawn.Min(), drawn.Max(), 6);
    }

    private static IEnumerable<double> Extent(CellSummary cell)
    {
        var (mean, sd) = (cell.Regrets.Mean(), Sd(cell));
        return [mean - sd, mean + sd];
    }

    /// <summary>Zero while there is one repetition.</summary>
    private static double Sd(CellSummary cell) => cell.Regrets.Count > 1 ? cell.Regrets.StandardDeviation() : 0;

    private static PlotTrace Trace(StudyFamily family, ProblemSummary problem, string strategy, AxisScale scale, double aside)
    {
        var style = StrategyStyle.Of(strategy);
        var cells = family.Delays.Select(d => family.Find(problem, d, strategy)).OfType<CellSummary>().ToList();
        return new PlotTrace
        {
            Mode = "lines+markers",
            Name = Plot.Text(StudyNames.Strategy(strategy)),
            X = [.. cells.Select(c => c.Cell.Delay + aside)],
            Y = [.. cells.Select(c => scale.Of(c.Regrets.Mean()))],
            ErrorY = new PlotError([.. cells.Select(c => scale.Of(Sd(c)))]) { Color = style.Color, Thickness = 1.2 },
            Line = new PlotLine(style.Color, 1.5, Dash: style.Dash),
            Marker = new PlotMarker(style.Color, 7, style.Symbol),
        };
    }

    private static PlotTable Table(StudyFamily family, ProblemSummary problem, IReadOnlyList<string> strategies) => new(
        Columns,
        [.. from delay in family.Delays
            from strategy in strategies
            let cell = family.Find(problem, delay, strategy)
            where cell is not null
            select (IReadOnlyList<string>)[problem.Label, Quantity.Full(problem.Dimensions), Quantity.Full(delay), strategy, Quantity.Full(cell.Regrets.Count), Quantity.Full(cell.Regrets.Mean()), Quantity.Full(Sd(cell))]]);
}
