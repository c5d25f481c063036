namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>The checks by the ids that files and addresses bear, with their names for people.</summary>
public static class CheckNames
{
    public const string Basis = "basis";
    public const string Metadata = "metadata";
    public const string Bounds = "bounds";
    public const string Impossible = "impossible";
    public const string Units = "units";
    public const string Times = "times";
    public const string Duplicates = "duplicates";
    public const string NearDuplicates = "near-duplicates";
    public const string Conflicts = "conflicts";
    public const string Replicates = "replicates";
    public const string Outliers = "outliers";
    public const string JointOutliers = "joint-outliers";
    public const string TooGood = "too-good";
    public const string Plateaus = "plateaus";
    public const string TestSplit = "test-split";
    public const string TaskLeakage = "task-leakage";
    public const string Giveaway = "giveaway";
    public const string Failures = "failures";
    public const string Survivorship = "survivorship";
    public const string Asymmetry = "asymmetry";
    public const string Constant = "constant";
    public const string Levels = "levels";
    public const string Conditional = "conditional";
    public const string Dependence = "dependence";

    /// <summary>In the order in which reports list them.</summary>
    public static IReadOnlyList<(string Id, string Title)> All { get; } =
    [
        (Basis, "Enough to analyze"),
        (Metadata, "Missing metadata"),
        (Bounds, "Outside declared bounds"),
        (Impossible, "Impossible values"),
        (Units, "Units that do not fit"),
        (Times, "Times and durations"),
        (Duplicates, "Duplicates"),
        (NearDuplicates, "Near-duplicates"),
        (Conflicts, "Same seed and configuration, different results"),
        (Replicates, "Disagreeing replicates"),
        (Outliers, "Outlying outcomes"),
        (JointOutliers, "Outlying combinations"),
        (TooGood, "Suspiciously good results"),
        (Plateaus, "Floors, ceilings and ties"),
        (TestSplit, "Test split used for selection"),
        (TaskLeakage, "Leakage between tasks"),
        (Giveaway, "A parameter that gives the outcome away"),
        (Failures, "Failed runs"),
        (Survivorship, "Only the survivors"),
        (Asymmetry, "Small tasks with large effects"),
        (Constant, "Columns that never change"),
        (Levels, "Choices with too many levels"),
        (Conditional, "Conditional and missing parameters"),
        (Dependence, "Parameters that depend on each other"),
    ];

    public static string Title(string id) => All.First(c => c.Id == id).Title;
}
