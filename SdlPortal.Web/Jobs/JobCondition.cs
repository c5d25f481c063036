using SdlPortal.Web.Layout;

namespace SdlPortal.Web.Jobs;

/// <summary>What a piece of background work is doing now.</summary>
public enum JobCondition
{
    /// <summary>Other work comes first.</summary>
    Waiting,
    Running,

    /// <summary>Canceled; it has not let go yet.</summary>
    Stopping,
    Canceled,
    Failed,
    Finished,
}

/// <summary>Conditions as colors, icons and words.</summary>
public static class JobTone
{
    public static StatusTone Of(JobCondition condition) => condition switch
    {
        JobCondition.Waiting => new("tone-queued", "clock", "waiting"),
        JobCondition.Running => new("tone-running", "play", "running"),
        JobCondition.Stopping => new("tone-running", "stop", "stopping"),
        JobCondition.Canceled => new("tone-given-up", "ban", "canceled"),
        JobCondition.Failed => new("tone-failed", "cross", "failed"),
        JobCondition.Finished => new("tone-done", "check", "finished"),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, null),
    };

    /// <summary>At work or on its way to it.</summary>
    public static bool IsActive(this JobCondition condition) => condition is JobCondition.Waiting or JobCondition.Running or JobCondition.Stopping;
}
