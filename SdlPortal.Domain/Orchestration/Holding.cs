using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Orchestration;

/// <summary>
/// Keeps samples back that would wait longer between two stages than the workflow allows, if they went on now. Lives for one call of the scheduler;
/// only for workflows with such limits.
/// </summary>
internal sealed class Holding
{
    private readonly Campaign campaign;
    private readonly IReadOnlyList<StationView> stations;
    private readonly DateTimeOffset now;
    private readonly int after;

    /// <summary>Stages into which nothing goes any more because a sample is held back before them.</summary>
    private readonly Dictionary<int, string> closed = [];

    private Holding(Campaign campaign, IReadOnlyList<StationView> stations, DateTimeOffset now, int after) =>
        (this.campaign, this.stations, this.now, this.after) = (campaign, stations, now, after);

    public DateTimeOffset? LookAgainAt { get; private set; }

    /// <summary>Null where no stage limits the wait before it.</summary>
    /// <param name="after">Samples are held back only before steps beyond this one.</param>
    public static Holding? For(Campaign campaign, IReadOnlyList<StationView> stations, DateTimeOffset now, int after)
    {
        var route = campaign.Route;
        for (var i = Math.Max(0, after + 1); i < route.Count; i++)
        {
            if (route[i].MaxWaitSeconds is not null)
                return new Holding(campaign, stations, now, after);
        }

        return null;
    }

    public bool LetsGo(Experiment experiment, Step step, LineSlots line, out string reason)
    {
        if (closed.TryGetValue(step.Index, out reason!))
            return false;
        reason = "";
        // A stage that itself has a limited wait before it belongs to a row of them: the sample was held back before the first.
        if (step.Index <= after || step.Kind == StepKind.Transfer || step.MaxWaitSeconds is not null || campaign.Definition.Workflow.StageAfter(step.Index) is not { MaxWaitSeconds: { } limit } next || !line.HasRoom(experiment, step))
            return true;
        var late = LineOutlook.Lateness(campaign, stations, now, experiment, step);
        if (late <= TimeSpan.Zero)
            return true;
        reason = late is { } over
            ? FormattableString.Invariant($"{next.Name} has to start within {limit:0.##} s after {step.Name}, and if that began now it would be {Math.Ceiling(over.TotalSeconds * campaign.TimeScale):0} s late")
            : FormattableString.Invariant($"{next.Name} has to start within {limit:0.##} s after {step.Name}, and as the stations are now it never could");
        closed[step.Index] = reason;
        if (late is { } wait && !(LookAgainAt <= now + wait))
            LookAgainAt = now + wait;
        return false;
    }

    /// <summary>Says so when a sample waits longer than its next stage allows; else empty.</summary>
    public string TooLong(Experiment experiment) => WaitLimit.Of(campaign, experiment) is { } limit && now - limit.Since > limit.Longest
        ? FormattableString.Invariant($"; it has waited {(now - limit.Since).TotalSeconds * campaign.TimeScale:0} s, longer than the {limit.Stage.MaxWaitSeconds:0.##} s that {limit.Stage.Name} allows")
        : "";
}
