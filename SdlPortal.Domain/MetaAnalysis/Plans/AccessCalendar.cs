using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>The times in which the stations may be used, from a start on. Experiments begin and end within one of them: the line is empty when it closes. Pure.</summary>
internal sealed class AccessCalendar(EquatableList<AccessWindow> windows, DateTimeOffset? start)
{
    /// <summary>Some Monday.</summary>
    private static readonly DateTimeOffset Anyweek = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>No plan is stretched further than this.</summary>
    private const int MostWeeks = 104;

    /// <summary>When the first experiment may start.</summary>
    public DateTimeOffset Start { get; } = start ?? (windows.Count == 0 ? Anyweek : Times(windows, Anyweek).First().From);

    /// <summary>How many of the experiments are done by the end, and how many hours after the start the last one is.</summary>
    /// <param name="lineHours">The most hours the line may work in all.</param>
    public (int Experiments, double Elapsed, double Worked) Fill(LineHours line, int experiments, DateTimeOffset? deadline, double lineHours)
    {
        if (windows.Count == 0)
        {
            var limit = Math.Min(lineHours, deadline is { } until ? (until - Start).TotalHours : double.PositiveInfinity);
            var all = line.Within(limit, experiments);
            return (all, line.For(all) ?? 0, line.For(all) ?? 0);
        }

        var (done, elapsed, worked) = (0, 0.0, 0.0);
        foreach (var (from, to) in Times(windows, Start))
        {
            if (done == experiments || (deadline is { } end && from >= end))
                break;
            var closes = deadline is { } by && by < to ? by : to;
            var now = line.Within(Math.Min((closes - from).TotalHours, lineHours - worked), experiments - done);
            if (now == 0)
                continue;
            var hours = line.For(now)!.Value;
            (done, worked, elapsed) = (done + now, worked + hours, (from - Start).TotalHours + hours);
        }

        return (done, elapsed, worked);
    }

    /// <summary>The longest time without a break.</summary>
    public double LongestHours => windows.Count == 0 ? double.PositiveInfinity : Times(windows, Anyweek).Take(60).Max(t => (t.To - t.From).TotalHours);

    /// <summary>In order, joined where they touch or overlap, cut at the start.</summary>
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Times(EquatableList<AccessWindow> windows, DateTimeOffset start)
    {
        (DateTimeOffset From, DateTimeOffset To)? open = null;
        var midnight = new DateTimeOffset(start.Date, start.Offset);
        for (var day = -1; day < 7 * MostWeeks; day++)
        {
            var date = midnight.AddDays(day);
            foreach (var window in windows.Where(w => w.Days.Contains(date.DayOfWeek)).OrderBy(w => w.From))
            {
                var (from, to) = (date + window.From.ToTimeSpan(), date + window.To.ToTimeSpan());
                to = to <= from ? to.AddDays(1) : to;
                from = from < start ? start : from;
                if (to <= from)
                    continue;
                if (open is { } before && from <= before.To)
                {
                    open = (before.From, to > before.To ? to : before.To);
                    continue;
                }

                if (open is { } closed)
                    yield return closed;
                open = (from, to);
            }
        }

        if (open is { } last)
            yield return last;
    }
}
