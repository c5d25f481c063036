using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>
/// Every check that comes before a conclusion, in one go. Pure: the same table, exclusions and options give the same report whatever the number of threads, and permuting rows, columns or tasks only renames the rows.
/// </summary>
public static class QualityChecks
{
    /// <summary>What preparing counts in the progress, in checks.</summary>
    private const int Preparing = 8;

    internal static readonly IReadOnlyList<(string Id, Func<CheckedRuns, CancellationToken, CheckResult> Of)> All =
    [
        (CheckNames.Basis, BasisCheck.Of),
        (CheckNames.Metadata, MetadataCheck.Of),
        (CheckNames.Bounds, BoundsCheck.Of),
        (CheckNames.Impossible, ImpossibleCheck.Of),
        (CheckNames.Units, UnitsCheck.Of),
        (CheckNames.Times, TimesCheck.Of),
        (CheckNames.Duplicates, DuplicatesCheck.Of),
        (CheckNames.NearDuplicates, NearDuplicatesCheck.Of),
        (CheckNames.Conflicts, ConflictsCheck.Of),
        (CheckNames.Replicates, ReplicatesCheck.Of),
        (CheckNames.Outliers, OutliersCheck.Of),
        (CheckNames.JointOutliers, JointOutliersCheck.Of),
        (CheckNames.TooGood, TooGoodCheck.Of),
        (CheckNames.Plateaus, PlateausCheck.Of),
        (CheckNames.TestSplit, TestSplitCheck.Of),
        (CheckNames.TaskLeakage, TaskLeakageCheck.Of),
        (CheckNames.Giveaway, GiveawayCheck.Of),
        (CheckNames.Failures, FailuresCheck.Of),
        (CheckNames.Survivorship, SurvivorshipCheck.Of),
        (CheckNames.Asymmetry, AsymmetryCheck.Of),
        (CheckNames.Constant, ConstantCheck.Of),
        (CheckNames.Levels, LevelsCheck.Of),
        (CheckNames.Conditional, ConditionalCheck.Of),
        (CheckNames.Dependence, DependenceCheck.Of),
    ];

    /// <param name="excluded">One per row: true for a row that a person excluded; it is as if it were not there.</param>
    /// <param name="metric">The metric whose values are outcomes; null takes the only one there is, and with several leaves out what needs an outcome.</param>
    /// <param name="progress">From 0 to 1, ascending.</param>
    /// <exception cref="ArgumentException">There is no such metric, or the exclusions are not one per row.</exception>
    public static QualityReport Run(RunTable table, bool[] excluded, string? metric, QualityOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var chosen = options ?? new QualityOptions();
        progress?.Report(0);
        var runs = CheckedRuns.Of(table, excluded, metric, chosen, cancellationToken);
        progress?.Report((double)Preparing / (Preparing + All.Count));
        var results = new CheckResult[All.Count];
        var (gate, done) = (new Lock(), 0);
        Parallel.For(0, All.Count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, chosen.Threads), CancellationToken = cancellationToken }, i =>
        {
            results[i] = All[i].Of(runs, cancellationToken);
            lock (gate)
                progress?.Report((double)(Preparing + ++done) / (Preparing + All.Count));
        });
        return new QualityReport
        {
            Metric = runs.Metric?.Shape.Name,
            Rows = table.Count,
            Excluded = table.Count - runs.Count,
            WithOutcome = runs.WithOutcome,
            Tasks = runs.Tasks.Count(t => t.Name is not null),
            Checks = results,
            Columns = runs.Profiles,
        };
    }
}
