using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Screening;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Campaigns;

/// <summary>Turns a definition back into a draft; <c>CampaignDefinition.From(d.ToDraft())</c> equals <c>d</c>.</summary>
internal static class DraftWriter
{
    public static CampaignDraft Write(CampaignDefinition definition) => new()
    {
        Name = definition.Name,
        Description = definition.Description,
        Parameters = [.. definition.Space.Parameters.Select(Write)],
        Constraints = [.. definition.Space.Constraints.Select(Write)],
        Objectives = [.. definition.Objectives.Select(Write)],
        Combine = definition.Combination == Combination.Desirability ? "desirability" : null,
        OutcomeConstraints = [.. definition.OutcomeConstraints.Select(c => new OutcomeConstraintDraft { Outcome = c.Outcome, Relation = c.Relation.Symbol(), Value = c.Value })],
        Stages = [.. definition.Workflow.Stages.Select(s => new StageDraft { Name = s.Name, StationKind = s.StationKind, Seconds = s.Seconds, MaxWaitSeconds = s.MaxWaitSeconds, Measures = [.. s.Measures] })],
        Transfer = definition.Workflow.Transfer is { } transfer ? new TransferDraft { StationKind = transfer.StationKind, Seconds = transfer.Seconds } : null,
        Strategy = definition.Strategy.Name,
        PendingPolicy = definition.Strategy.Pending is { } pending ? PolicyNames.Of(pending) : null,
        Phases = [.. definition.Strategy.Phases.Select(p => new PhaseDraft { From = p.From + 1, Strategy = p.Strategy })],
        ExplorationShare = definition.Strategy.ExplorationShare > 0 ? definition.Strategy.ExplorationShare : null,
        Duplicates = definition.Strategy.Duplicates == DuplicatePolicy.WhenNoisy ? null : PolicyNames.Of(definition.Strategy.Duplicates),
        InitialKind = definition.InitialDesign.Kind == InitialDesignKind.Random ? "random" : "sobol",
        InitialCount = definition.InitialDesign.Count,
        BudgetExperiments = definition.Budget.Experiments,
        BudgetHours = definition.Budget.Hours,
        MaxInFlight = definition.MaxInFlight,
        Seed = definition.Seed,
        Failures = new FailureDraft { Retries = definition.Failures.Retries, Then = definition.Failures.Then == AfterFailure.Pause ? "pause" : "continue" },
        Approval = definition.ApprovalRequired ? "required" : "none",
        GroundTruth = definition.GroundTruth is { } truth ? Write(truth) : null,
        Prescreen = definition.Prescreen is { } prescreen ? Write(prescreen) : null,
        WarmStart = definition.WarmStart is { } warmStart ? WarmStartDraft.Of(warmStart) : null,
    };

    private static ParameterDraft Write(Parameter parameter) => parameter switch
    {
        ContinuousParameter p => new ParameterDraft { Name = p.Name, Kind = "continuous", Low = p.Low, High = p.High, Scale = Write(p.Scale), Unit = p.Unit },
        IntegerParameter p => new ParameterDraft { Name = p.Name, Kind = "integer", Low = p.Low, High = p.High, Scale = Write(p.Scale), Unit = p.Unit },
        DiscreteParameter p => new ParameterDraft { Name = p.Name, Kind = "discrete", Levels = [.. p.Levels], Scale = Write(p.Scale), Unit = p.Unit },
        CategoricalParameter p => new ParameterDraft { Name = p.Name, Kind = "categorical", Choices = [.. p.Choices] },
        _ => throw new NotSupportedException(parameter.GetType().Name),
    };

    private static ObjectiveDraft Write(Objective objective) => new()
    {
        Name = objective.Name,
        Unit = objective.Unit,
        Goal = objective.Goal.ToString().ToLowerInvariant(),
        Target = objective.Target,
        Low = objective.Desirability?.Low,
        High = objective.Desirability?.High,
        Weight = objective.Desirability is { Weight: not 1 } desirability ? desirability.Weight : null,
    };

    private static string Write(Scale scale) => scale == Scale.Log ? "log" : "linear";

    private static ConstraintDraft Write(LinearConstraint constraint) => new()
    {
        Terms = [.. constraint.Terms.Select(t => new TermDraft { Parameter = t.Parameter, Coefficient = t.Coefficient })],
        Relation = constraint.Relation.Symbol(),
        Value = constraint.Value,
    };

    private static GroundTruthDraft Write(GroundTruthSource truth) => truth.Kind == GroundTruthKind.Table
        ? new GroundTruthDraft { Kind = "table", Path = truth.NameOrPath, Noise = truth.Noise }
        : new GroundTruthDraft { Kind = "function", Name = truth.NameOrPath, Noise = truth.Noise };

    private static PrescreenDraft Write(Prescreen prescreen) => new()
    {
        Kind = prescreen.Kind == TwinKind.Table ? "table" : "function",
        Path = prescreen.Kind == TwinKind.Table ? prescreen.NameOrPath : null,
        Name = prescreen.Kind == TwinKind.Function ? prescreen.NameOrPath : null,
        Simulated = prescreen.Simulated,
        Share = prescreen.Share,
    };
}
