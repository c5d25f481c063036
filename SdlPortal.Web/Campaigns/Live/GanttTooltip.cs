using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>
/// The story of a bar in one line: shown on hover and focus, and read by screen readers. It contains the words that are written
/// on the bar, in their order, so that somebody who speaks what they see means the same bar (WCAG 2.5.3, label in name).
/// </summary>
internal static class GanttTooltip
{
    public static string Run(Experiment experiment, StageRun run, Step step, BarStatus status, double labSeconds)
    {
        var expected = LabTime.Exact(run.ExpectedLabSeconds);
        var parts = new List<string> { Subject(experiment.Number, run.Attempt), step.Name, Word(status), $"{LabTime.Exact(labSeconds)} of about {expected} lab time" };
        if (labSeconds > run.ExpectedLabSeconds * 1.05)
            parts.Add($"{LabTime.Exact(labSeconds - run.ExpectedLabSeconds)} longer than expected");
        if (run.Attempt == 1)
            parts.Add("attempt 1");
        parts.Add(Suggested(experiment));
        if (run.Reason is { } reason)
            parts.Add(reason);
        return string.Join(" · ", parts);
    }

    public static string Upcoming(BarStatus status, Experiment? experiment, int number, Step step, int attempt, string? reason)
    {
        var parts = new List<string> { Subject(number, attempt), step.Name, Word(status), $"about {LabTime.Exact(step.Seconds)} lab time" };
        if (experiment is not null)
            parts.Add(Suggested(experiment));
        if (reason is not null)
            parts.Add(status == BarStatus.Approval ? $"waits: {reason}" : $"waits for {step.StationKind}: {reason}");
        return string.Join(" · ", parts);
    }

    public static string Dense(int runs, int low, int high, int failed)
    {
        var which = low == high ? $"experiment {low}" : $"experiments {low} to {high}";
        return $"{runs} runs of {which}" + (failed > 0 ? $" · {failed} failed" : " · all done") + " · zoom in to tell them apart";
    }

    public static string Word(BarStatus status) => status switch
    {
        BarStatus.Queued => "queued",
        BarStatus.Approval => "needs approval",
        BarStatus.Running => "running",
        BarStatus.Done => "done",
        BarStatus.Failed => "failed",
        BarStatus.Unknown => "outcome unknown, needs a person",
        BarStatus.Planned => "planned",
        BarStatus.Holding => "waiting in the slot",
        _ => "several runs",
    };

    private static string Subject(int experiment, int attempt) => attempt > 1 ? $"experiment {experiment} attempt {attempt}" : $"experiment {experiment}";

    private static string Suggested(Experiment experiment)
    {
        var rationale = experiment.Rationale;
        return experiment.Source == SuggestionSource.Manual
            ? "inserted by hand"
            : $"suggested with {rationale.Observed} {(rationale.Observed == 1 ? "result" : "results")}, {rationale.Pending} pending";
    }
}
