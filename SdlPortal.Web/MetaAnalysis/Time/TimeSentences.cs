using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Survival;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Time;

/// <summary>What survival analysis says, in sentences. Pure.</summary>
internal static class TimeSentences
{
    private const double Sure = 0.05;

    public static string Unit(EffortKind effort) => effort switch
    {
        EffortKind.Runs => "runs",
        EffortKind.Seconds => "machine time",
        EffortKind.Cost => "cost",
        _ => throw new ArgumentOutOfRangeException(nameof(effort), effort, null),
    };

    /// <summary>"12 runs", "3 h 10 min", "4.2".</summary>
    public static string Amount(double value, EffortKind effort) => effort switch
    {
        EffortKind.Seconds => Quantity.Duration(TimeSpan.FromSeconds(value)),
        EffortKind.Runs => $"{Quantity.Text(value, digits: 3)}\u00a0run{(value == 1 ? "" : "s")}",
        _ => Quantity.Text(value),
    };

    /// <summary>When half of the sequences are there.</summary>
    public static string Median(SurvivalCurve curve, EffortKind effort)
    {
        var median = KaplanMeier.Quantile(curve, 0.5);
        var name = curve.Name == "all" ? "All sequences" : $"“{curve.Name}”";
        var n = $"{Counts.Of(curve.Count, "sequence")}, {Counts.Of(curve.EventCount)} got there";
        if (median.Time is not { } time)
            return $"{name}: fewer than half got there, so the median is not reached ({n}).";
        var interval = (median.Low, median.High) switch
        {
            ({ } low, { } high) => $"95 % interval {Amount(low, effort)} to {Amount(high, effort)}",
            ({ } low, null) => $"95 % interval from {Amount(low, effort)} on, its end not reached",
            _ => "its interval cannot be told",
        };
        return $"{name}: half got there within {Amount(time, effort)} ({interval}; {n}).";
    }

    public static string Difference(Answer<LogRankTest> test) => !test.HasValue ? test.WhyNot! :
        $"Log-rank test: the curves {(test.Value.PValue < Sure ? "differ beyond chance" : "are not told apart")} (χ² {NumberWords.Of(test.Value.ChiSquared)} with {Counts.Of(test.Value.DegreesOfFreedom, "degree")} of freedom, {NumberWords.P(test.Value.PValue)}).";

    public static string HazardRatio(CoxCoefficient coefficient) => coefficient.IsInfinite
        ? coefficient.Estimate > 0 ? "endless: every improvement has it" : "0: no improvement has it"
        : NumberWords.Of(coefficient.HazardRatio);

    public static string Proportionality(CoxFit fit) => fit.Proportionality.FirstOrDefault(t => t.Name == "GLOBAL") is not { } global ? "Whether hazard ratios stay the same over time was not tested." :
        double.IsNaN(global.PValue) ? "Whether hazard ratios stay the same over time cannot be tested here." :
        global.PValue < Sure
            ? $"The hazard ratios change over time ({NumberWords.P(global.PValue)}): read them as averages."
            : $"No sign that hazard ratios change over time ({NumberWords.P(global.PValue)}).";

    /// <summary>What the advice rests on beyond its own sentence.</summary>
    public static string Basis(ReturnsForecast forecast)
    {
        var last = forecast.Gains[^1];
        var order = forecast.Kind == SequenceKind.Exchangeable ? "the order of runs tells nothing" : "later runs learn from earlier ones";
        return $"{NumberWords.Percent(last.ChanceOfAny)} chance of any gain in {Counts.Of(last.Runs)} further runs. From {forecast.Method}; {order}.";
    }
}
