using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>As much of a run as decides whether it is drawn as a bar of its own: cheap enough to be made for thousands.</summary>
internal readonly record struct RunSketch(PlacedRun Placed, BarStatus Status, DateTimeOffset End, double X, double Width);

/// <summary>Makes single bars: their place in pixels, what is written on them, and their story.</summary>
internal sealed class GanttBars(Campaign campaign, Schedule schedule, DateTimeOffset now, GanttWindow window)
{
    /// <summary>Longer than expected by more than this share counts as an overrun.</summary>
    private const double Tolerance = 0.05;

    /// <summary>What one character of a bar's text takes.</summary>
    private const double CharacterPixels = 7;

    public RunSketch Sketch(PlacedRun placed)
    {
        var end = (placed.Holding ? placed.End : placed.Run.EndedAt) ?? now;
        var (x, width) = Cut(placed.Start, end);
        return new RunSketch(placed, placed.Holding ? BarStatus.Holding : Status(placed.Run), end, x, width);
    }

    public GanttBar Past(RunSketch sketch) => sketch.Status == BarStatus.Holding ? Holding(sketch) : Run(sketch);

    /// <summary>A bar for a step that has not started.</summary>
    public GanttBar Upcoming(BarStatus status, Experiment? experiment, int number, Step step, int attempt, DateTimeOffset start, DateTimeOffset end, string? reason)
    {
        var (x, width) = Cut(start, end);
        return new GanttBar
        {
            Key = $"{(status == BarStatus.Planned ? "p" : "r")}{number}-{step.Index}-{attempt}",
            Experiment = number,
            StepName = step.Name,
            Attempt = attempt,
            Status = status,
            Start = start,
            End = end,
            X = x,
            Width = width,
            IsTransfer = step.Kind == StepKind.Transfer,
            ExpectedLabSeconds = step.Seconds,
            Reason = reason,
            Text = Fit(width, attempt > 1 ? $"{number} attempt {attempt}" : $"{number}", $"{number}"),
            Tooltip = GanttTooltip.Upcoming(status, experiment, number, step, attempt, reason),
        };
    }

    /// <summary>Several runs in one block.</summary>
    public GanttBar Dense(List<RunSketch> block)
    {
        var (first, last) = (block[0], block[^1]);
        var (failed, low, high, seconds) = (0, int.MaxValue, 0, 0.0);
        foreach (var run in block)
        {
            failed += run.Status == BarStatus.Failed ? 1 : 0;
            (low, high) = (Math.Min(low, run.Placed.Experiment.Number), Math.Max(high, run.Placed.Experiment.Number));
            seconds += LabSeconds(run);
        }

        var width = last.X + last.Width - first.X;
        var bar = Run(first);
        return bar with
        {
            Key = "d" + bar.Key,
            Status = BarStatus.Dense,
            End = last.End,
            Width = width,
            ExpectedEnd = null,
            ExpectedX = null,
            Overrun = false,
            Reason = null,
            Count = block.Count,
            FailedCount = failed,
            LabSeconds = seconds,
            ExpectedLabSeconds = null,
            Text = Fit(width, $"{block.Count} runs", $"{block.Count}"),
            Tooltip = GanttTooltip.Dense(block.Count, low, high, failed),
        };
    }

    private GanttBar Run(RunSketch sketch)
    {
        var (experiment, run) = (sketch.Placed.Experiment, sketch.Placed.Run);
        var (status, end, x, width) = (sketch.Status, sketch.End, sketch.X, sketch.Width);
        var seconds = LabSeconds(sketch);
        var expectedEnd = run.StartedAt.AddSeconds(run.ExpectedLabSeconds / campaign.TimeScale);
        var overrun = seconds > run.ExpectedLabSeconds * (1 + Tolerance) && window.X(end) - window.X(expectedEnd) >= 2;
        var step = campaign.Route[run.Step];
        return new GanttBar
        {
            Key = $"r{experiment.Number}-{run.Step}-{run.Attempt}",
            Experiment = experiment.Number,
            StepName = step.Name,
            Attempt = run.Attempt,
            Status = status,
            Start = run.StartedAt,
            End = end,
            X = x,
            Width = width,
            ExpectedEnd = expectedEnd,
            ExpectedX = ExpectedX(status, end, expectedEnd),
            Overrun = overrun,
            IsTransfer = step.Kind == StepKind.Transfer,
            LabSeconds = seconds,
            ExpectedLabSeconds = run.ExpectedLabSeconds,
            Reason = run.Reason,
            Text = Label(status, experiment.Number, run.Attempt, status == BarStatus.Running ? Math.Max(width, window.X(expectedEnd) - x) : width),
            Tooltip = GanttTooltip.Run(experiment, run, step, status, seconds),
        };
    }

    private GanttBar Holding(RunSketch sketch)
    {
        var placed = sketch.Placed;
        var wait = placed.End is null ? schedule.Waits.FirstOrDefault(w => w.Experiment == placed.Experiment.Number) : null;
        var seconds = LabSeconds(sketch);
        return new GanttBar
        {
            Key = $"h{placed.Experiment.Number}-{placed.Run.Step}-{placed.Run.Attempt}",
            Experiment = placed.Experiment.Number,
            StepName = campaign.Route[placed.Run.Step].Name,
            Attempt = placed.Run.Attempt,
            Status = BarStatus.Holding,
            Start = placed.Start,
            End = sketch.End,
            X = sketch.X,
            Width = sketch.Width,
            LabSeconds = seconds,
            Reason = wait?.Reason,
            Text = "",
            Tooltip = $"experiment {placed.Experiment.Number} · stands here for {LabTime.Exact(seconds)} lab time" + (wait is null ? "" : $" · waits for {wait.Step.StationKind}: {wait.Reason}"),
        };
    }

    private static BarStatus Status(StageRun run) => run.Status switch
    {
        StageRunStatus.Running => BarStatus.Running,
        StageRunStatus.Finished => BarStatus.Done,
        StageRunStatus.Failed => BarStatus.Failed,
        _ => BarStatus.Unknown,
    };

    private double LabSeconds(RunSketch sketch) => (sketch.End - sketch.Placed.Start).TotalSeconds * campaign.TimeScale;

    /// <summary>Running: where the dashed outline ends. Ended: a tick, where it differs visibly from the real end.</summary>
    private double? ExpectedX(BarStatus status, DateTimeOffset end, DateTimeOffset expectedEnd)
    {
        var x = window.X(expectedEnd);
        if (x < 0 || status is not (BarStatus.Running or BarStatus.Done))
            return null;
        if (status == BarStatus.Running)
            return Round(Math.Min(x, window.Width + 4));
        return x <= window.Width && Math.Abs(x - window.X(end)) >= 2 ? Round(x) : null;
    }

    private (double X, double Width) Cut(DateTimeOffset start, DateTimeOffset end)
    {
        // A few pixels beyond the edges, so that a cut bar shows no border there.
        var left = Round(Math.Max(window.X(start), -4));
        var right = Round(Math.Min(window.X(end), window.Width + 4));
        return (left, Round(Math.Max(0, right - left)));
    }

    private static string Label(BarStatus status, int number, int attempt, double width)
    {
        var sign = status switch { BarStatus.Failed => "✕ ", BarStatus.Unknown => "? ", _ => "" };
        return attempt > 1
            ? Fit(width, $"{sign}{number} attempt {attempt}", $"{sign}↻ {number}", $"{sign}{number}", sign.Trim())
            : Fit(width, $"{sign}{number}", sign.Trim());
    }

    private static string Fit(double width, params ReadOnlySpan<string> choices)
    {
        foreach (var choice in choices)
        {
            if (choice.Length > 0 && (choice.Length * CharacterPixels) + 4 <= width)
                return choice;
        }

        return "";
    }

    private static double Round(double x) => Math.Round(x, 1);
}
