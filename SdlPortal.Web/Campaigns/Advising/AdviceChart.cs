using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>What a curve of an advice shows: the share of the way to the optimum that is reached, or what is left of it (the regret).</summary>
public enum AdviceMeasure { Reached, Left }

/// <summary>The expected progress for each number in flight, one line with its 95 % band each, for one strategy. Pure.</summary>
internal static class AdviceChart
{
    private static readonly string[] Colors = [Palette.Gray, Palette.Orange, Palette.Sky, Palette.Green, Palette.Vermilion, Palette.Pink, Palette.Blue];

    public static Plot ByHours(Advice advice, string strategy, AdviceMeasure measure) => Build(advice, strategy, measure, c => c.ByHours, "Lab hours", "h");

    public static Plot ByExperiments(Advice advice, string strategy, AdviceMeasure measure) => Build(advice, strategy, measure, c => c.ByExperiments, "Experiments", "experiments");

    /// <summary>The color that a number in flight has in every plot of an advice.</summary>
    public static string ColorOf(Advice advice, int inFlight) => Colors[Math.Max(0, Numbers(advice).IndexOf(inFlight)) % Colors.Length];

    private static List<int> Numbers(Advice advice) => [.. advice.Choices.Select(c => c.InFlight).Distinct().Order()];

    private static Plot Build(Advice advice, string strategy, AdviceMeasure measure, Func<AdviceChoice, AdviceCurve> curve, string axis, string unit)
    {
        var choices = advice.Choices.Where(c => c.Strategy == strategy).OrderBy(c => c.InFlight).ToList();
        // The recommended line lies on top.
        var drawn = choices.OrderBy(c => c.InFlight == advice.RecommendedInFlight).ToList();
        var traces = drawn.SelectMany(c => Traces(c, curve(c), ColorOf(advice, c.InFlight), measure, unit, c.InFlight == advice.RecommendedInFlight));
        var layout = new PlotLayout(new PlotAxis(axis), new PlotAxis(measure == AdviceMeasure.Reached ? "Reached, % of the way" : "Left to the optimum, %"));
        return new Plot([.. traces], layout, new PlotTable(
            ["In flight", axis, measure == AdviceMeasure.Reached ? "reached, %" : "left, %", "low, %", "high, %"],
            [.. choices.SelectMany(c => Rows(c, curve(c), measure))]));
    }

    /// <summary>In percent, from the side that is asked for.</summary>
    public static Estimate Percent(Estimate reached, AdviceMeasure measure) => measure == AdviceMeasure.Reached
        ? new Estimate(100 * reached.Mean, 100 * reached.Low, 100 * reached.High)
        : new Estimate(100 * (1 - reached.Mean), 100 * (1 - reached.High), 100 * (1 - reached.Low));

    private static IEnumerable<PlotTrace> Traces(AdviceChoice choice, AdviceCurve curve, string color, AdviceMeasure measure, string unit, bool recommended)
    {
        var y = curve.Reached.Select(e => Percent(e, measure)).ToList();
        yield return Band(curve.At, y, color, $"{choice.InFlight} in flight, 95 %") with { LegendGroup = Group(choice) };
        yield return new PlotTrace
        {
            Mode = "lines",
            Name = recommended ? $"{choice.InFlight} (recommended)" : Group(choice),
            LegendRank = choice.InFlight,
            LegendGroup = Group(choice),
            X = curve.At,
            Y = [.. y.Select(e => e.Mean)],
            Line = new PlotLine(color, recommended ? 3.5 : 1.5),
            HoverTemplate = $"{choice.InFlight} in flight: %{{y:.1f}} % after %{{x:.3g}} {unit}<extra></extra>",
        };
    }

    /// <summary>One closed outline, out along the top and back along the bottom.</summary>
    public static PlotTrace Band(IReadOnlyList<double> at, IReadOnlyList<Estimate> y, string color, string name) => new()
    {
        Mode = "lines",
        Name = name,
        X = [.. at, .. at.Reverse()],
        Y = [.. y.Select(e => e.High), .. y.Reverse().Select(e => e.Low)],
        Fill = "toself",
        FillColor = Faint(color),
        Line = new PlotLine("rgba(0,0,0,0)", 0),
        HoverInfo = "skip",
        ShowLegend = false,
    };

    private static string Faint(string color) =>
        $"rgba({int.Parse(color.AsSpan(1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)},{int.Parse(color.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)},{int.Parse(color.AsSpan(5, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)},0.14)";

    private static string Group(AdviceChoice choice) => choice.InFlight.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<IReadOnlyList<string>> Rows(AdviceChoice choice, AdviceCurve curve, AdviceMeasure measure) =>
        curve.At.Select((at, i) =>
        {
            var y = Percent(curve.Reached[i], measure);
            return (IReadOnlyList<string>)[Group(choice), Quantity.Full(at), Quantity.Full(y.Mean), Quantity.Full(y.Low), Quantity.Full(y.High)];
        });
}
