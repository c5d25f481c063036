using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Variants;

/// <summary>Which variants are promising, how sure that is, and which to try next.</summary>
public sealed record VariantFindings
{
    /// <summary>By decreasing probability of being best.</summary>
    public required IReadOnlyList<VariantStanding> Standings { get; init; }

    public required IReadOnlyList<VariantDifference> Differences { get; init; }

    public required IReadOnlyList<VariantSynergy> Synergies { get; init; }

    /// <summary>Leave one task out: the ranking from the other tasks against the task's own.</summary>
    public required IReadOnlyList<VariantRanking> Rankings { get; init; }

    /// <summary>What choosing the leading variant promises on a further task: its runs against those of the other variants; null in findings of version 1.</summary>
    public Answer<GainForecast>? Forecast { get; init; }

    public required int Runs { get; init; }

    public required int Tasks { get; init; }

    /// <summary>Standard deviation between tasks of a variant's advantage, on the standardized scale.</summary>
    public required double TaskSd { get; init; }

    /// <summary>"outcomes standardized within each task …; hierarchical model …".</summary>
    public required string Method { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }
}

/// <summary>One variant.</summary>
/// <param name="Advantage">What it is above the average variant in a task like the target, in standard deviations of the outcomes within tasks.</param>
/// <param name="ProbabilityBest">The posterior probability of being the best variant for the target (without a target: for a new task).</param>
/// <param name="NextShare">The share of the next runs it should get by top-two Thompson sampling.</param>
/// <param name="Reason">Why that share, in a sentence.</param>
public sealed record VariantStanding(string Variant, int Runs, int Tasks, Estimate Advantage, double ProbabilityBest, double NextShare, string Reason);

/// <summary>First minus second, in standard deviations within tasks; positive where the first is better.</summary>
/// <param name="P">Two-sided.</param>
/// <param name="Adjusted">By Benjamini and Hochberg over all pairs.</param>
public sealed record VariantDifference(string First, string Second, Estimate Difference, double P, double Adjusted);

/// <summary>A variant gains more from something than the others do.</summary>
/// <param name="With">A parameter, or a property of the data.</param>
/// <param name="IsTaskProperty">True for a property of the data (a declared feature of tasks).</param>
/// <param name="Slope">What the variant's advantage changes by, in standard deviations within tasks, from the low to the high end (5 % to 95 %) of a number, or with against without the choice.</param>
public sealed record VariantSynergy(string Variant, string With, bool IsTaskProperty, Estimate Slope, double P, double Adjusted, int Runs);

/// <summary>How the other tasks' ranking of variants did on one task.</summary>
/// <param name="Variants">How many variants the task has.</param>
/// <param name="Spearman">Not a number with fewer than three.</param>
/// <param name="TopHit">Whether the predicted best was the best.</param>
public sealed record VariantRanking(string Task, int Variants, double Spearman, double Kendall, bool TopHit);
