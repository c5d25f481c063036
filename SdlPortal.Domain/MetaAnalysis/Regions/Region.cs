using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>What a region is recommended or named for.</summary>
public enum RegionKind { Promising, Risky, Dear }

/// <summary>
/// A box of configurations or a union of at most three, and what is known about it. All intervals are 95 % and are about a task like the target: they hold what differs from task to task as well as the posterior of each.
/// </summary>
public sealed record Region
{
    public required RegionKind Kind { get; init; }

    /// <summary>One to three; a configuration belongs when it is in one of them.</summary>
    public required IReadOnlyList<ConfigurationBox> Boxes { get; init; }

    /// <summary>"learning_rate 1e-4 to 5e-3 and batch_size up to 32, or …".</summary>
    public required string Sentence { get; init; }

    /// <summary>"bump hunting", "tree", "union".</summary>
    public required string Method { get; init; }

    /// <summary>The probability that a configuration drawn from the region (evenly from the observed ones inside) is in the target's top decile. 0.1 is what a draw from everywhere has.</summary>
    public required Estimate TopDecileProbability { get; init; }

    /// <summary>The share of the target's top decile that lies in the region.</summary>
    public required Estimate TopDecileShare { get; init; }

    /// <summary>The posterior probability that a draw from the region is likelier to be in the target's top decile than a draw from everywhere.</summary>
    public required double ProbabilityBetterThanChance { get; init; }

    /// <summary>
    /// The simple regret after <see cref="RegretRuns"/> random runs inside: (best − found) / (best − median) of the task, so that 0 is the task's best known outcome and 1 its median.
    /// </summary>
    public required Estimate ExpectedRegret { get; init; }

    /// <summary>The same for random runs everywhere.</summary>
    public required Estimate ExpectedRegretEverywhere { get; init; }

    public required int RegretRuns { get; init; }

    /// <summary>The share of the declared (or observed) ranges, evenly on each parameter's scale.</summary>
    public required double ShareOfSpace { get; init; }

    /// <summary>The share of the observed configurations.</summary>
    public required double ShareOfConfigurations { get; init; }

    public required int Runs { get; init; }

    /// <summary>Tasks with a run inside.</summary>
    public required int Tasks { get; init; }

    public required IReadOnlyList<RegionTask> ByTask { get; init; }

    /// <summary>How the log odds of being in the top decile inside differ between tasks; not numbers with fewer than three tasks.</summary>
    public required double Tau2 { get; init; }

    /// <summary>Percent.</summary>
    public required double I2 { get; init; }

    /// <summary>The share of runs that failed or came out in their task's worst decile, inside and outside.</summary>
    public required Estimate RiskInside { get; init; }

    public required Estimate RiskOutside { get; init; }

    /// <summary>Medians; null where no run says.</summary>
    public double? CostInside { get; init; }

    public double? CostOutside { get; init; }

    public double? DurationInside { get; init; }

    public double? DurationOutside { get; init; }

    /// <summary>Over resamples of tasks and runs: how alike the region is that is found again (shared configurations over all in either), mean and central 95 %; not numbers where no resamples were asked for.</summary>
    public required Estimate Jaccard { get; init; }

    /// <summary>The share of resamples in which a region with a Jaccard overlap of at least ½ is found.</summary>
    public required double FoundAgain { get; init; }

    /// <summary>What rounding the edges cost, in the probability of the top decile (negative: it gained).</summary>
    public required double RoundingCost { get; init; }
}

/// <summary>A region in one task.</summary>
/// <param name="Inside">Runs inside, failed ones not among them.</param>
/// <param name="TopInside">How many of them are in the task's top decile; ties at its border count in part.</param>
/// <param name="TopShare">The share of the task's top decile that is inside.</param>
/// <param name="Best">The best outcome inside on the metric's own scale; not a number without runs inside.</param>
/// <param name="Weight">What the task counted.</param>
public sealed record RegionTask(string Task, int Runs, int Inside, double TopInside, double TopShare, double Best, double Weight);
