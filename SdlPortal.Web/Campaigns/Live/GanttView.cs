using SdlPortal.Domain.Stations;

namespace SdlPortal.Web.Campaigns.Live;

public enum BarStatus
{
    /// <summary>Waits for its station.</summary>
    Queued,

    /// <summary>Waits for a person's approval.</summary>
    Approval,

    Running,
    Done,
    Failed,

    /// <summary>Nobody can say whether it ran; a person decides.</summary>
    Unknown,

    /// <summary>Expected to happen.</summary>
    Planned,

    /// <summary>The sample stands in the slot with nothing being done to it.</summary>
    Holding,

    /// <summary>Several runs, too narrow to be told apart.</summary>
    Dense,
}

/// <summary>One bar of the Gantt, ready to be drawn: times as they are, pixels cut to the window.</summary>
public sealed record GanttBar
{
    /// <summary>Stable over renders; the same run keeps its key from its start to its end.</summary>
    public required string Key { get; init; }

    public required int Experiment { get; init; }

    public required string StepName { get; init; }

    public required int Attempt { get; init; }

    public required BarStatus Status { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>The end, now for what runs, the expected end for what is to come.</summary>
    public required DateTimeOffset End { get; init; }

    public required double X { get; init; }

    public required double Width { get; init; }

    public DateTimeOffset? ExpectedEnd { get; init; }

    /// <summary>Where the expected end lies, when it is inside the window and worth a mark.</summary>
    public double? ExpectedX { get; init; }

    /// <summary>It took noticeably longer than expected.</summary>
    public bool Overrun { get; init; }

    public bool IsTransfer { get; init; }

    /// <summary>Runs merged into this bar; 1 for a bar of its own.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Of the merged runs, how many failed.</summary>
    public int FailedCount { get; init; }

    /// <summary>Lab seconds that it took, or has taken so far.</summary>
    public double LabSeconds { get; init; }

    public double? ExpectedLabSeconds { get; init; }

    /// <summary>Why it waits, failed or is unknown.</summary>
    public string? Reason { get; init; }

    /// <summary>What fits on the bar.</summary>
    public required string Text { get; init; }

    /// <summary>The whole story in one line; also the bar's accessible name.</summary>
    public required string Tooltip { get; init; }

    public bool Focusable => Status != BarStatus.Holding;
}

/// <summary>One slot of a station with its bars in the order of time.</summary>
public sealed record GanttLane(Place Place, double Top, IReadOnlyList<GanttBar> Bars);

/// <summary>One station. <see cref="Trouble"/> says why it takes no work.</summary>
public sealed record GanttRow(string Station, string Name, string Kind, StationCondition Condition, string? Trouble, double Top, double Height, IReadOnlyList<GanttLane> Lanes);

/// <summary>A mark of the time axis: the viewer's clock, and the time since the campaign's start.</summary>
public sealed record GanttTick(double X, string Clock, string SinceStart);

/// <summary>A Gantt ready to be drawn.</summary>
/// <param name="NowX">Null when now is outside of the window.</param>
/// <param name="MergedRuns">How many runs are drawn as parts of dense blocks.</param>
public sealed record GanttView(GanttWindow Window, DateTimeOffset Now, double TimeScale, IReadOnlyList<GanttRow> Rows, IReadOnlyList<GanttTick> Ticks, double? NowX, double Height, int MergedRuns)
{
    public IEnumerable<GanttBar> Bars => Rows.SelectMany(r => r.Lanes).SelectMany(l => l.Bars);

    public GanttBar? Bar(string key) => Bars.FirstOrDefault(b => b.Key == key);
}
