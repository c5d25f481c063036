using SdlPortal.Web.Layout;

namespace SdlPortal.Web.Studies;

/// <summary>What a study is doing now.</summary>
public enum StudyCondition
{
    /// <summary>Another study is at work; this one is next or later.</summary>
    Waiting,
    Running,

    /// <summary>Canceled; the repetitions at work are being dropped.</summary>
    Stopping,
    Canceled,

    /// <summary>It was at work or waiting when the portal ended.</summary>
    Interrupted,
    Failed,
    Finished,
}

/// <summary>Conditions as colors, icons and words.</summary>
public static class StudyTone
{
    public static StatusTone Of(StudyCondition condition) => condition switch
    {
        StudyCondition.Waiting => new("tone-queued", "clock", "waiting"),
        StudyCondition.Running => new("tone-running", "play", "running"),
        StudyCondition.Stopping => new("tone-running", "stop", "stopping"),
        StudyCondition.Canceled => new("tone-given-up", "ban", "canceled"),
        StudyCondition.Interrupted => new("tone-attention", "pause", "interrupted"),
        StudyCondition.Failed => new("tone-failed", "cross", "failed"),
        StudyCondition.Finished => new("tone-done", "check", "finished"),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, null),
    };

    /// <summary>At work or on its way to it.</summary>
    public static bool IsActive(this StudyCondition condition) => condition is StudyCondition.Waiting or StudyCondition.Running or StudyCondition.Stopping;
}
