using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>Finds the effects of one task. Pure.</summary>
internal static class TaskStudy
{
    private const int FewestRuns = 10;
    private const int MostCurves = 20;
    private const int MostSurfaces = 3;

    /// <param name="columns">Of the task's runs that are taken.</param>
    /// <param name="of">Runs that the task has.</param>
    public static EffectsOfTask Of(string task, IReadOnlyList<ParameterColumn> columns, double[] outcomes, int of, EffectsOptions options, StudyEffort effort, long seed, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var result = new EffectsOfTask
        {
            Task = task,
            Runs = of,
            Forest = None(columns, outcomes) is { } why ? Answer<ImportanceReport>.NotEnough(why) : Answer<ImportanceReport>.NotEnough(""),
            Gaussian = Answer<ImportanceReport>.NotEnough("Not asked for."),
            Top = Answer<ImportanceReport>.NotEnough(None(columns, outcomes) ?? ""),
        };
        if (None(columns, outcomes) is { } whyNot)
            return result with { Gaussian = Answer<ImportanceReport>.NotEnough(whyNot) };

        var part = progress is null ? null : new Progression(progress, 0, 0.5);
        var forests = HalfForests.Grow(columns, outcomes, seed, options.Threads, part, cancellationToken);
        result = result with
        {
            Top = PedAnova.Of(columns, outcomes, options.TopQuantile, effort.Resamples, seed, cancellationToken),
            Trends = [.. columns.Select(c => TrendSearch.Of(c, outcomes))],
            Gaussian = options.Gaussian ? GaussianSobol.Of(columns, outcomes, forests.ImpurityShares, effort.GaussianRuns, seed, cancellationToken) : result.Gaussian,
        };
        progress?.Report(0.6);
        if (!(forests.RSquared > 0))
            return result with { Forest = Nothing(forests, outcomes.Length) };

        var anova = FunctionalAnova.Of(forests, options.Measure, effort.Points, SeededRandom.DeriveSeed(seed, 0xFA0), options.Threads, cancellationToken);
        progress?.Report(0.8);
        return anova.Variance > 0 ? WithForest(result, forests, anova, outcomes.Length, of, options, effort, seed, cancellationToken) : result with { Forest = Nothing(forests, outcomes.Length) };
    }

    private static EffectsOfTask WithForest(EffectsOfTask result, HalfForests forests, FunctionalAnova anova, int used, int of, EffectsOptions options, StudyEffort effort, long seed, CancellationToken cancellationToken)
    {
        var columns = forests.Table.Columns;
        int[] strongest = [.. Enumerable.Range(0, columns.Length).Where(j => forests.ImpurityShares[j] > 0).OrderByDescending(j => forests.ImpurityShares[j]).ThenBy(j => j).Take(MostCurves).Order()];
        var curves = new PartialDependences(forests, anova, effort, options.Threads, cancellationToken);
        int Index(string name) => Array.FindIndex(columns, c => c.Shape.Name == name);
        PairImportance[] pairs = [.. anova.Pairs().Select((p, k) => k < MostSurfaces ? p with { FriedmanH = curves.FriedmanH(Index(p.First), Index(p.Second)) } : p)];
        return result with
        {
            Forest = Answer<ImportanceReport>.Of(new ImportanceReport(ImportanceMethod.FunctionalAnova, anova.Parameters(), pairs, used, of, forests.RSquared, Remarks(forests, options, used, of, pairs.Length, strongest.Length))),
            MainEffects = [.. strongest.Select(curves.Main)],
            PartialDependence = [.. strongest.Select(curves.Of)],
            Surfaces = [.. pairs.Take(MostSurfaces).Select(p => curves.Surface(Index(p.First), Index(p.Second)))],
            Thresholds = [.. strongest.Select(j => ThresholdSearch.Of(forests, anova, j, of, effort, seed, cancellationToken))],
        };
    }

    private static List<string> Remarks(HalfForests forests, EffectsOptions options, int used, int of, int pairs, int curves)
    {
        var remarks = new List<string>
        {
            FormattableString.Invariant($"{forests.Trees} trees on {HalfForests.Splits} random halves of the runs and their complements; intervals from differences between halves."),
            options.Measure == EffectMeasure.Box
                ? "Variance over the box: numbers evenly on their scale within declared or seen bounds, values of a grid and choices alike; a conditional parameter is not active as often as in the runs."
                : "Variance over the runs' own frequencies, parameter by parameter.",
            FormattableString.Invariant($"The forest explains {100 * forests.RSquared:0} % of the variance of runs that it had not seen; shares are of what it explains."),
        };
        if (used < of)
            remarks.Add(FormattableString.Invariant($"{used} of {of} runs were taken, spread evenly."));
        if (curves < forests.Table.Columns.Length)
            remarks.Add($"Curves and thresholds of the {curves} strongest parameters of {forests.Table.Columns.Length}.");
        if (pairs < forests.Table.Columns.Length * (forests.Table.Columns.Length - 1) / 2)
            remarks.Add($"Pairs among the {FunctionalAnova.MostPaired} strongest parameters that some tree asks for and that have at most 64 levels: {pairs}.");
        return remarks;
    }

    private static Answer<ImportanceReport> Nothing(HalfForests forests, int used) => Answer<ImportanceReport>.NotEnough(
        FormattableString.Invariant($"The model explains nothing: for runs that it had not seen, r² is {forests.RSquared:0.00} from {used} runs. Either no parameter matters, or more runs are needed to see it."));

    private static string? None(IReadOnlyList<ParameterColumn> columns, double[] outcomes)
    {
        if (outcomes.Length < FewestRuns)
            return $"{outcomes.Length} run{(outcomes.Length == 1 ? "" : "s")} with a result; at least {FewestRuns} are needed.";
        if (Array.TrueForAll(outcomes, y => y == outcomes[0]))
            return $"The outcome is the same in all {outcomes.Length} runs, so nothing can matter.";
        return columns.Any(c => Array.Exists(c.Values, v => !v.Equals(c.Values[0]))) ? null : $"No parameter varies over the {outcomes.Length} runs.";
    }
}
