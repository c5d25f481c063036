using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation.Replay;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Replay;

/// <summary>The plots of a replay. What is simulated and what was measured are named so in every legend and column. Pure.</summary>
internal static class ReplayCharts
{
    private static readonly string[] Others = [Palette.Vermilion, Palette.Green, Palette.Orange, Palette.Pink, Palette.Sky];

    /// <summary>"Running best": each strategy's mean with the middle 80 % of its replays, and what happened.</summary>
    /// <param name="byHours">Over lab hours, else over the number of results.</param>
    public static Plot RunningBest(ReplayReport report, bool byHours)
    {
        var at = Enumerable.Range(0, report.Hours.Count).Select(i => byHours ? report.Hours[i] : i + 1).ToList();
        var traces = new List<PlotTrace>();
        var colors = Colors(report);
        foreach (var (strategy, color) in report.Others.Prepend(report.Own).Zip(colors))
        {
            traces.Add(Edge(at, strategy.Best.Select(b => b.Low), null));
            traces.Add(Edge(at, strategy.Best.Select(b => b.High), color));
            traces.Add(new PlotTrace { Mode = "lines", Name = $"{Name(report, strategy)}, simulated", X = at, Y = [.. strategy.Best.Select(b => b.Mean)], Line = new PlotLine(color, 2, "hv"), HoverTemplate = $"%{{y:.4g}}<extra>{Plot.Text(Name(report, strategy))}, simulated</extra>" });
        }

        traces.Add(new PlotTrace { Mode = "lines", Name = "What happened, on the surrogate", X = at, Y = report.Happened, Line = new PlotLine(Palette.Gray, 2, "hv", "dash"), HoverTemplate = "%{y:.4g}<extra>What happened, on the surrogate</extra>" });
        traces.Add(new PlotTrace { Mode = "lines", Name = "What was measured, with noise", X = at, Y = report.Measured, Line = new PlotLine(Palette.Gray, 1.5, "hv", "dot"), HoverTemplate = "%{y:.4g}<extra>What was measured, with noise</extra>" });
        var layout = new PlotLayout(new PlotAxis(byHours ? "Lab hours since the start" : "Results, in the order of arrival"), new PlotAxis($"Best {Plot.Text(report.Headline.Label)}")) { HoverMode = "x" };
        return new Plot(traces, layout, new PlotTable([.. ReplayTable.Columns], [.. ReplayTable.Rows(report)]))
        {
            Note = $"Lines are means over {report.Seeds} replays without noise, bands hold the middle 80 %. Simulated on a surrogate: r² {Quantity.Text(report.Surrogate.R2, digits: 2)}.",
        };
    }

    /// <summary>"Difference at the end": how much better each other strategy ends, in pairs, with 95 % intervals; null where none has an end to compare.</summary>
    public static Plot? Differences(ReplayReport report)
    {
        var compared = report.Others.Select((o, i) => (Strategy: o, Color: Colors(report)[i + 1])).Where(o => double.IsFinite(o.Strategy.AgainstOwn!.Advantage.Mean)).Reverse().ToList();
        if (compared.Count == 0)
            return null;
        var traces = compared.Select((o, row) => new PlotTrace
        {
            Mode = "markers",
            Name = StrategyWords.Label(o.Strategy.Strategy),
            X = [o.Strategy.AgainstOwn!.Advantage.Mean],
            Y = [row],
            ErrorX = new PlotError([o.Strategy.AgainstOwn.Advantage.High - o.Strategy.AgainstOwn.Advantage.Mean]) { Color = o.Color },
            Marker = new PlotMarker(o.Color, 9),
            ShowLegend = false,
            HoverTemplate = $"{Plot.Text(StrategyWords.Label(o.Strategy.Strategy))}: %{{x:.4g}}<extra></extra>",
        }).ToList();
        traces.Add(new PlotTrace { Mode = "lines", Name = "No difference", X = [0, 0], Y = [-0.5, compared.Count - 0.5], Line = new PlotLine(Palette.Gray, 1.5, Dash: "dash"), HoverInfo = "skip", ShowLegend = false });
        var unit = report.Headline.Unit is { Length: > 0 } u ? $" ({Plot.Text(u)})" : "";
        var layout = new PlotLayout(new PlotAxis($"Better than the own by{unit}"), new PlotAxis("")
        {
            TickVals = [.. Enumerable.Range(0, compared.Count).Select(i => (double)i)],
            TickText = [.. compared.Select(o => Plot.Text(StrategyWords.Label(o.Strategy.Strategy)))],
            Range = [-0.5, compared.Count - 0.5],
        });
        return new Plot(traces, layout, DifferenceTable(report)) { Note = $"Paired over {report.Seeds} replays; bars are 95 % intervals of the mean. To the right of 0 the other strategy ends better than {StrategyWords.Of(report.Own.Strategy)}, the campaign's own." };
    }

    private static PlotTable DifferenceTable(ReplayReport report) => new(
        ["strategy", "simulated_end_mean", "better_than_own_by", "interval_low", "interval_high", "share_of_replays_better", "share_of_choices_outside_the_data", "surrogate_r2", "surrogate_coverage_95", "seeds"],
        [.. report.Others.Prepend(report.Own).Select(s => (IReadOnlyList<string>)[
            s.Strategy, Quantity.Full(s.Best[^1].Mean), Cell(s.AgainstOwn?.Advantage.Mean), Cell(s.AgainstOwn?.Advantage.Low), Cell(s.AgainstOwn?.Advantage.High), Cell(s.AgainstOwn?.Better),
            Quantity.Full(s.Outside), Quantity.Full(report.Surrogate.R2), Quantity.Full(report.Surrogate.Coverage), report.Seeds.ToString(CultureInfo.InvariantCulture)])]);

    private static string Cell(double? value) => value is { } number ? Quantity.Full(number) : "";

    private static string Name(ReplayReport report, ReplayedStrategy strategy) =>
        ReferenceEquals(strategy, report.Own) ? $"{StrategyWords.Label(strategy.Strategy)} (own)" : StrategyWords.Label(strategy.Strategy);

    /// <summary>The campaign's own is blue, random points are gray.</summary>
    private static List<string> Colors(ReplayReport report) =>
        [report.Own.Strategy == "random" ? Palette.Gray : Palette.Blue, .. report.Others.Select((o, i) => o.Strategy == "random" ? Palette.Gray : Others[i % Others.Length])];

    /// <summary>An edge of a band; the second one fills down to the first.</summary>
    private static PlotTrace Edge(List<double> at, IEnumerable<double> values, string? fill) => new()
    {
        Mode = "lines",
        Name = "band",
        X = at,
        Y = [.. values],
        Line = new PlotLine("rgba(0,0,0,0)", 0, "hv"),
        Fill = fill is null ? null : "tonexty",
        FillColor = fill is null ? null : Faint(fill),
        HoverInfo = "skip",
        ShowLegend = false,
    };

    private static string Faint(string color)
    {
        int Part(int at) => int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"rgba({Part(1)},{Part(3)},{Part(5)},0.16)");
    }
}
