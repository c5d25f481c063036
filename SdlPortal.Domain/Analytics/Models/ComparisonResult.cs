using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.Analytics.Models;

/// <summary>What comparing models came to.</summary>
/// <param name="LeftOut">Columns that are no features, each with its reason.</param>
/// <param name="Remarks">What else was left out, sampled or met; sentences for people.</param>
public sealed record ComparisonResult(Answer<ModelStandings> Standings, IReadOnlyList<LeftOutColumn> LeftOut, IReadOnlyList<string> Remarks);

/// <summary>A column that is no feature, and why.</summary>
/// <param name="GivesTargetAway">True for leakage: with the column the target is all but known.</param>
public sealed record LeftOutColumn(string Name, string Reason, bool GivesTargetAway = false);

/// <summary>Models side by side, by nested cross-validation.</summary>
/// <param name="Classes">Levels of the target; empty for a number.</param>
/// <param name="Features">The columns foretold from, by name.</param>
/// <param name="Rows">How many rows have a target and took part.</param>
/// <param name="Procedure">How the rows were split, for people.</param>
/// <param name="Deciding">The key of the score that decides: "rmse" or "brier".</param>
/// <param name="Models">The best first; the naive model, which foretells the mean or the shares of the classes, among them.</param>
/// <param name="Refused">Families that did not take part, each with its reason.</param>
/// <param name="Differences">Of each two models in the deciding score.</param>
/// <param name="Importances">Of the best model, the heaviest first.</param>
public sealed record ModelStandings(
    string Target, string? Unit, TargetKind Kind, IReadOnlyList<string> Classes, IReadOnlyList<string> Features, int Rows, string Procedure, string Deciding, IReadOnlyList<ModelScores> Models,
    IReadOnlyList<RefusedFamily> Refused, IReadOnlyList<ModelDifference> Differences, OutOfFold Predictions, IReadOnlyList<FeatureImportance> Importances)
{
    /// <summary>The best that is not naive; null where no family took part.</summary>
    public ModelScores? Best => Models.FirstOrDefault(m => m.Family != NaiveKey);

    public const string NaiveKey = "naive";
}

/// <summary>How one model did.</summary>
/// <param name="Family">Key of the family, or <see cref="ModelStandings.NaiveKey"/>.</param>
/// <param name="Chosen">The settings that the inner cross-validation chose, for people, the most frequent first, with how often.</param>
public sealed record ModelScores(string Family, string Title, IReadOnlyList<ChosenSettings> Chosen, IReadOnlyList<MeanScore> Scores, IReadOnlyList<FoldScores> Folds, bool BeatsNaive)
{
    /// <summary>Of classes, over all rows foretold; empty for a number.</summary>
    public IReadOnlyList<CalibrationBin> Calibration { get; init; } = [];

    /// <summary>What the fits met and did; sentences for people.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public MeanScore? Of(string score) => Scores.FirstOrDefault(s => s.Score == score);
}

/// <summary>Rows whose foretold probability is alike: its mean and the share in which the class was observed.</summary>
public sealed record CalibrationBin(double Foretold, double Observed, int Count);

/// <summary>Settings and in how many of the outer folds they were chosen.</summary>
public sealed record ChosenSettings(string Name, int Folds);

/// <summary>The mean of a score over the outer folds with its 95 % interval, whose variance is corrected for folds sharing rows (Nadeau and Bengio 2003, Mach. Learn. 52, 239). Ends are cut at what the score can be, and not a number where there are fewer than two folds.</summary>
/// <param name="Score">Key: "rmse", "r2", "auc".</param>
public sealed record MeanScore(string Score, double Mean, double Low, double High);

/// <summary>Scores of one outer fold, in the order of the means.</summary>
public sealed record FoldScores(int Repeat, int Fold, int Training, int Test, string Chosen, IReadOnlyList<double> Scores);

/// <summary>A family that did not take part.</summary>
public sealed record RefusedFamily(string Family, string Title, string Reason);

/// <summary>First − second in the deciding score (smaller is better), with its corrected 95 % interval.</summary>
public sealed record ModelDifference(string First, string Second, double Mean, double Low, double High, double PValue);

/// <summary>Predictions for rows that the model had not seen, by columns; of repeats the first.</summary>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Observed">Numbers, or the index of the class.</param>
/// <param name="All">How many rows were foretold, of which these are taken evenly spread.</param>
public sealed record OutOfFold(IReadOnlyList<int> Rows, IReadOnlyList<int> Folds, IReadOnlyList<double> Observed, IReadOnlyList<ModelPredictions> Models, int All);

/// <summary>Of a number one value per row; of classes the probability of each, row by row.</summary>
public sealed record ModelPredictions(string Family, IReadOnlyList<double> Values);

/// <summary>By how much the deciding score of held-out rows worsens when the column is shuffled, over the outer folds; 0 or less where the column is of no use.</summary>
public sealed record FeatureImportance(string Column, double Mean, double Low, double High);
