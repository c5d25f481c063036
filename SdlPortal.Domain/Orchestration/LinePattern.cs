using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// Everything about a line that decides how it goes on, without absolute numbers and times: two moments with equal patterns
/// continue alike.
/// </summary>
internal sealed record LinePattern(EquatableList<LinePattern.Sample> Samples)
{
    internal sealed record Sample(int Age, int NextStep, int LastStep, string Places, long TicksLeft);

    public static LinePattern Of(Campaign campaign, Func<int, long> ticksLeft) => new(campaign.InFlight.Select(e => new Sample(
        campaign.Experiments.Count - e.Number,
        e.NextStep,
        e.Runs.Count > 0 ? e.Runs[^1].Step : -1,
        $"{e.At}|{e.Reserved}|{e.Current?.Place}",
        e.Current is null ? -1 : ticksLeft(e.Number))).ToEquatableList());
}
