namespace SdlPortal.Domain.Campaigns;

/// <summary>
/// A campaign as somebody is still writing it: every field may be missing or wrong. The designer edits one, the campaign file is
/// its JSON form, and <see cref="DraftCheck"/> lists everything that keeps it from becoming a <see cref="CampaignDefinition"/>.
/// Mutable; not for sharing between threads.
/// </summary>
public sealed class CampaignDraft
{
    public string? Name { get; set; }

    public string? Description { get; set; }

    public List<ParameterDraft> Parameters { get; set; } = [];

    public List<ConstraintDraft> Constraints { get; set; } = [];

    public List<ObjectiveDraft> Objectives { get; set; } = [];

    /// <summary>"trade-off" (also when missing) or "desirability": how several objectives become one question.</summary>
    public string? Combine { get; set; }

    public List<OutcomeConstraintDraft> OutcomeConstraints { get; set; } = [];

    public List<StageDraft> Stages { get; set; } = [];

    public TransferDraft? Transfer { get; set; }

    public string? Strategy { get; set; }

    /// <summary>How pending experiments enter the choice, such as "joint"; null leaves it to the strategy.</summary>
    public string? PendingPolicy { get; set; }

    public List<PhaseDraft> Phases { get; set; } = [];

    /// <summary>0 to 1; missing is 0.</summary>
    public double? ExplorationShare { get; set; }

    /// <summary>"forbid", "as-replicates" or "when-noisy" (also when missing).</summary>
    public string? Duplicates { get; set; }

    public string? InitialKind { get; set; }

    public int? InitialCount { get; set; }

    public int? BudgetExperiments { get; set; }

    /// <summary>Budget in lab hours.</summary>
    public double? BudgetHours { get; set; }

    public int? MaxInFlight { get; set; }

    public long? Seed { get; set; }

    public FailureDraft Failures { get; set; } = new();

    /// <summary>"none" or "required": whether a person approves every suggestion before it is queued.</summary>
    public string? Approval { get; set; }

    public GroundTruthDraft? GroundTruth { get; set; }

    public PrescreenDraft? Prescreen { get; set; }

    public WarmStartDraft? WarmStart { get; set; }
}

public sealed class PrescreenDraft
{
    /// <summary>"table" or "function".</summary>
    public string? Kind { get; set; }

    /// <summary>Function: the name of a built-in ground truth.</summary>
    public string? Name { get; set; }

    /// <summary>Table: the CSV file, relative to the campaign file, or the name of an uploaded table.</summary>
    public string? Path { get; set; }

    /// <summary>Experiments simulated on the twin; missing is 2000.</summary>
    public int? Simulated { get; set; }

    /// <summary>The share of them that may go on, 0 to 1; missing is 0.05.</summary>
    public double? Share { get; set; }
}

/// <summary>Another strategy from an experiment on.</summary>
public sealed class PhaseDraft
{
    /// <summary>The number of the first experiment it chooses, counted from 1 as on the pages.</summary>
    public int? From { get; set; }

    public string? Strategy { get; set; }
}

public sealed class ParameterDraft
{
    public string? Name { get; set; }

    /// <summary>"continuous", "integer", "discrete" or "categorical".</summary>
    public string? Kind { get; set; }

    public double? Low { get; set; }

    public double? High { get; set; }

    /// <summary>"linear" (also when missing) or "log".</summary>
    public string? Scale { get; set; }

    public string? Unit { get; set; }

    public List<double> Levels { get; set; } = [];

    public List<string> Choices { get; set; } = [];
}

public sealed class ConstraintDraft
{
    public List<TermDraft> Terms { get; set; } = [];

    /// <summary>"&lt;=", "&gt;=" or "=".</summary>
    public string? Relation { get; set; }

    public double? Value { get; set; }
}

public sealed class TermDraft
{
    public string? Parameter { get; set; }

    public double? Coefficient { get; set; }
}

public sealed class ObjectiveDraft
{
    public string? Name { get; set; }

    public string? Unit { get; set; }

    /// <summary>"maximize", "minimize", "target" or "measure".</summary>
    public string? Goal { get; set; }

    /// <summary>The value sought; for the goal "target" alone.</summary>
    public double? Target { get; set; }

    /// <summary>The ends of the desirable range; needed where objectives are combined by desirability.</summary>
    public double? Low { get; set; }

    public double? High { get; set; }

    /// <summary>How much it counts in the desirability; missing is 1.</summary>
    public double? Weight { get; set; }
}

/// <summary>A measured outcome has to stay on one side of a value.</summary>
public sealed class OutcomeConstraintDraft
{
    public string? Outcome { get; set; }

    /// <summary>"&lt;=" or "&gt;=".</summary>
    public string? Relation { get; set; }

    public double? Value { get; set; }
}

public sealed class StageDraft
{
    public string? Name { get; set; }

    public string? StationKind { get; set; }

    /// <summary>Expected duration in lab seconds.</summary>
    public double? Seconds { get; set; }

    /// <summary>How many lab seconds after the previous stage's end this one must start; null for any.</summary>
    public double? MaxWaitSeconds { get; set; }

    public List<string> Measures { get; set; } = [];
}

public sealed class TransferDraft
{
    public string? StationKind { get; set; }

    public double? Seconds { get; set; }
}

public sealed class FailureDraft
{
    /// <summary>How often a failed stage is tried again by itself.</summary>
    public int? Retries { get; set; }

    /// <summary>"continue" or "pause": what the campaign does when an experiment has failed for good.</summary>
    public string? Then { get; set; }
}

public sealed class GroundTruthDraft
{
    /// <summary>"table" or "function".</summary>
    public string? Kind { get; set; }

    /// <summary>Function: "ackley", "levy", "branin", "hartmann" or "coating".</summary>
    public string? Name { get; set; }

    /// <summary>Table: the CSV file, relative to the campaign file, or the name of an uploaded table.</summary>
    public string? Path { get; set; }

    /// <summary>Standard deviation of the noise added to each simulated measurement, in the objective's units; missing: the function's own.</summary>
    public double? Noise { get; set; }
}
