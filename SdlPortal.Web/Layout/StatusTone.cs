using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Web.Layout;

/// <summary>How a status looks everywhere: a fixed color (a CSS class), an icon and a word, never one of them alone.</summary>
/// <param name="Tone">The class that carries the color: tone-queued, tone-running, tone-done, tone-failed, tone-attention, tone-given-up.</param>
public sealed record StatusTone(string Tone, string Icon, string Word)
{
    public static readonly StatusTone NeedsPerson = new("tone-attention", "person", "needs a person");

    public static StatusTone Of(CampaignStatus status) => status switch
    {
        CampaignStatus.NotStarted => new("tone-queued", "circle", "not started"),
        CampaignStatus.Running => new("tone-running", "play", "running"),
        CampaignStatus.Paused => new("tone-attention", "pause", "paused"),
        CampaignStatus.Stopping => new("tone-running", "stop", "stopping"),
        CampaignStatus.Finished => new("tone-done", "check", "finished"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static StatusTone Of(ExperimentStatus status) => status switch
    {
        ExperimentStatus.Suggested => new("tone-attention", "person", "waits for approval"),
        ExperimentStatus.Queued => new("tone-queued", "clock", "queued"),
        ExperimentStatus.Running => new("tone-running", "play", "running"),
        ExperimentStatus.Completed => new("tone-done", "check", "completed"),
        ExperimentStatus.Failed => new("tone-failed", "cross", "failed"),
        ExperimentStatus.Abandoned => new("tone-given-up", "ban", "abandoned"),
        ExperimentStatus.Rejected => new("tone-given-up", "ban", "rejected"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static StatusTone Of(StageRunStatus status) => status switch
    {
        StageRunStatus.Running => new("tone-running", "play", "running"),
        StageRunStatus.Finished => new("tone-done", "check", "finished"),
        StageRunStatus.Failed => new("tone-failed", "cross", "failed"),
        StageRunStatus.Unknown => NeedsPerson,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <param name="working">How many samples it works on.</param>
    public static StatusTone Of(StationCondition condition, int working = 0) => condition switch
    {
        StationCondition.Ready when working > 0 => new("tone-running", "play", "working"),
        StationCondition.Ready => new("tone-queued", "check", "ready"),
        StationCondition.Faulted => new("tone-failed", "warning", "faulted"),
        StationCondition.Disconnected => new("tone-failed", "unplugged", "disconnected"),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, null),
    };
}
