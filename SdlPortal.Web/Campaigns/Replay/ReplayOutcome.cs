using SdlPortal.Domain.Simulation.Replay;

namespace SdlPortal.Web.Campaigns.Replay;

/// <summary>What became of a replay that a person asked for: a report, a refusal with its reason, or neither where it was canceled.</summary>
/// <param name="Results">How many results of the campaign it knew.</param>
internal sealed record ReplayOutcome(ReplayReport? Report, string? Refusal, int Results)
{
    public bool WasCanceled => Report is null && Refusal is null;
}
