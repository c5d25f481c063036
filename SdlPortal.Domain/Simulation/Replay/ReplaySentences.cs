using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Replay;

/// <summary>A replay in words, for the page and the command line. Pure.</summary>
public static class ReplaySentences
{
    /// <summary>What the answer is and how sure, one strategy after the other.</summary>
    public static IReadOnlyList<string> Answers(ReplayReport report) => [.. report.Others.Select(o => Answer(report, o))];

    /// <summary>What it rests on, to be read with every number.</summary>
    public static string Basis(ReplayReport report) => string.Create(CultureInfo.InvariantCulture,
        $"Simulated, not measured: {report.Seeds} replays of each strategy on a Gaussian process fitted to {report.Surrogate.Rows} results. It predicts held-out results with r² {Quantity.Text(report.Surrogate.R2, digits: 2)}, and {CounterfactualReplay.Percent(report.Surrogate.Coverage)} of them lie within its 95 % intervals. {Kept(report)}");

    private static string Answer(ReplayReport report, ReplayedStrategy other)
    {
        var (unit, end) = (report.Headline.Unit, other.Best[^1].Mean);
        if (other.AgainstOwn is not { } against || !double.IsFinite(end))
            return $"With {Title(other.Strategy)} no replay has found anything that keeps every bound on outcomes.";
        var advantage = against.Advantage;
        var difference = $"{Quantity.Text(Math.Abs(advantage.Mean), unit, 3)} {(advantage.Mean >= 0 ? "better" : "worse")} (95 % interval {Quantity.Text(advantage.Low, digits: 3)} to {Quantity.Text(advantage.High, unit, 3)})";
        var verdict = !against.IsClear ? "so the two cannot be told apart" : advantage.Mean > 0 ? "so it would likely have done better" : "so the campaign's own choice was the better one";
        return $"With {Title(other.Strategy)} the replays end at {Quantity.Text(end, unit)} on average, with {Title(report.Own.Strategy)} at {Quantity.Text(report.Own.Best[^1].Mean, unit)}: {difference}, ahead in {CounterfactualReplay.Percent(against.Better)} of the replays, {verdict}.";
    }

    private static string Kept(ReplayReport report)
    {
        var text = report.Given == 0 ? "Every experiment was chosen anew."
            : $"The {report.Given} {(report.Given == 1 ? "experiment" : "experiments")} that no strategy chose stayed as measured.";
        return report.Lost == 0 ? text : $"{text} {report.Lost} gave no result, as in reality.";
    }

    private static string Title(string strategy) => Strategies.Find(strategy)?.Title ?? strategy;
}
