using SdlPortal.Domain.MetaAnalysis.Plans;

namespace SdlPortal.Web.MetaAnalysis.Plans;

/// <summary>What the people of a project want planned: one choice for all of them. Immutable.</summary>
/// <param name="Target">The key of a <see cref="PlanTarget"/>.</param>
public sealed record PlanChoice(string Target = PlanTargets.ProjectKey)
{
    public PlanBudget Budget { get; init; } = new(30);

    /// <summary>Null: as the target says.</summary>
    public int? MaxInFlight { get; init; }

    public PlanLimits Limits { get; init; } = new();

    public bool WithSurrogate { get; init; }

    public bool HandsOverAll { get; init; }

    public long Seed { get; init; } = 1;
}
