namespace SdlPortal.Domain.SearchSpaces;

/// <summary>No configuration keeps all constraints; the message names those in conflict and what to change.</summary>
public sealed class InfeasibleSpaceException(IReadOnlyList<LinearConstraint> conflict, string message) : Exception(message)
{
    /// <summary>Constraints that cannot hold together inside the bounds; each of them is needed for the conflict.</summary>
    public IReadOnlyList<LinearConstraint> Conflict { get; } = conflict;

    internal static InfeasibleSpaceException Relaxed(IReadOnlyList<LinearConstraint> conflict) => new(conflict,
        conflict.Count == 1
            ? $"No configuration keeps {conflict[0]}: the bounds of its parameters do not reach it. Widen a bound or change the value."
            : $"These constraints cannot hold together inside the bounds: {string.Join("; ", conflict)}. Loosen or remove one of them, or widen a bound.");

    internal static InfeasibleSpaceException Levels(IReadOnlyList<LinearConstraint> constraints) => new(constraints,
        $"No combination of the whole-number and discrete parameters was found that keeps {string.Join("; ", constraints)}. Add levels, make a parameter continuous, or turn an equality into a range.");
}
