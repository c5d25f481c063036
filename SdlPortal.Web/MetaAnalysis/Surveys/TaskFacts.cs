using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Web.MetaAnalysis.Surveys;

/// <summary>What there is of one task, excluded runs left out. Immutable.</summary>
/// <param name="Statuses">Runs by status, those that occur.</param>
/// <param name="Metrics">The metrics that were measured, in ordinal order.</param>
/// <param name="Parameters">The parameters that are active in at least one run, in ordinal order.</param>
/// <param name="Conditional">Those of them that are absent in others.</param>
/// <param name="Variants">With their numbers of runs, the most frequent first.</param>
/// <param name="Sources">Ids, with their numbers of runs.</param>
/// <param name="First">When the first run with a known start began.</param>
/// <param name="Spread">Of the chosen metric's outcomes; null where fewer than two runs have one.</param>
public sealed record TaskFacts(
    string Name, int Runs, IReadOnlyList<StatusRuns> Statuses, IReadOnlyList<MetricFacts> Metrics, IReadOnlyList<string> Parameters, IReadOnlyList<string> Conditional,
    IReadOnlyList<LabelRuns> Variants, IReadOnlyList<LabelRuns> Sources, DateTimeOffset? First, DateTimeOffset? Last, TaskSpread? Spread);

public sealed record StatusRuns(RunStatus Status, int Runs);

public sealed record LabelRuns(string Label, int Runs);

/// <summary>A metric in a task's runs that went to their end or were stopped early.</summary>
/// <param name="Runs">With a finite value.</param>
/// <param name="Best">By its goal; null where that is not known or nothing was measured.</param>
public sealed record MetricFacts(MetricShape Shape, int Runs, double? Best, double? Median);

/// <summary>How a task's outcomes lie: as measured, and on every scale.</summary>
public sealed record TaskSpread(int Runs, Spread Measured, IReadOnlyList<ScaledSpread> Scaled);

public sealed record ScaledSpread(OutcomeScale Scale, Spread Spread);

/// <summary>Five quantiles of finite values and their ends, linear between order statistics.</summary>
public sealed record Spread(double Low, double P05, double Q1, double Median, double Q3, double P95, double High)
{
    /// <param name="sorted">Ascending, at least one.</param>
    public static Spread Of(ReadOnlySpan<double> sorted) =>
        new(sorted[0], At(sorted, 0.05), At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75), At(sorted, 0.95), sorted[^1]);

    private static double At(ReadOnlySpan<double> sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
