using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Studies.Figures;

/// <summary>What the delay does to one strategy: its running best at every delay, and its cumulative regret by delay. Pure.</summary>
internal static class DelayFigure
{
    /// <summary>From dark to light, apart for color-blind people too (samples of viridis).</summary>
    private static readonly string[] Colors = ["#440154", "#414487", "#2A788E", "#22A884", "#7AD151"];
    private static readonly string?[] Dashes = [null, "longdash", "dash", "dashdot", "dot"];

    public static Figure Build(StudyFamily family, string strategy)
    {
        var cells = family.AllCells.Where(c => c.Cell.Strategy == strategy).ToList();
        var (curves, regrets) = (RunningBestFigure.ScaleOf(cells, family.Problems), RegretFigure.ScaleOf(cells));
        var range = RegretFigure.RangeOf(cells, regrets);
        var panels = family.Problems.SelectMany((p, row) => new[]
        {
            new FigurePanel(row, 0, RunningBestFigure.Panel(p, [.. family.Delays.Select((d, i) => (Cell: family.Find(p, d, strategy), Look: i)).Where(c => c.Cell is not null).Select(c => Look(c.Cell!, c.Look, family.Delays.Count))],
                curves, RunningBestFigure.RangeOf(cells.Where(c => c.Cell.Dimensions == p.Dimensions), p, curves))),
            new FigurePanel(row, 1, Quiet(RegretFigure.Panel(family, p, [strategy], regrets, range))),
        });
        var name = StudyNames.Strategy(strategy);
        return new Figure($"delay-{family.Key}", $"{char.ToUpperInvariant(name[0])}{name[1..]} under delay: {family.Title}".Replace("QNEI", "qNEI", StringComparison.Ordinal),
            $"Best measured value so far at every delay, mean over the repetitions with bands of one standard deviation, the optimum dashed; and the cumulative regret by delay, bars of one standard deviation.{family.Counterpart("", "", "2")}",
            ["Running best", "Cumulative regret"], [.. family.Problems.Select(StudyFamily.DimensionTitle)], [.. panels])
        {
            PanelWidth = 320,
            PanelHeight = 220,
        };
    }

    /// <summary>Out of the legend, which tells delays; and without its numbers, which have a figure and a table of their own.</summary>
    private static Plot Quiet(Plot plot) => plot with
    {
        Traces = [.. plot.Traces.Select(t => t with { ShowLegend = false })],
        Table = new PlotTable(plot.Table.Columns, []),
    };

    private static CurveLook Look(CellSummary cell, int place, int count)
    {
        var color = Colors[count <= 1 ? 0 : place * (Colors.Length - 1) / (count - 1)];
        return new CurveLook(cell, $"Delay {Quantity.Text(cell.Cell.Delay)}", color, Dashes[place % Dashes.Length]);
    }
}
