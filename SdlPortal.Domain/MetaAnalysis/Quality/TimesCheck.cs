using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Starts and durations that cannot be: an end before the start, the future, before computers kept such records, longer than a year. Pure.</summary>
internal static class TimesCheck
{
    private const double Year = 365.25 * 86400;

    /// <summary>1990-01-01, seconds since 1970.</summary>
    private const double Early = 631_152_000;

    /// <summary>Runs of one source do not lie further apart.</summary>
    private const double LongestSource = 20 * Year;
    private const double FarFromOthers = 1000;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var check = new Check(CheckNames.Times, runs);
        var table = runs.Table;
        string Lasted(int row) => $"duration = {Quantity.Text(table.DurationSeconds[row], "s")}";
        string Began(int row) => $"start = {When(table.Start[row])}";
        void Report(Predicate<int> wrong, string found, string remedy, Func<int, string> example, string column, FindingSeverity severity = FindingSeverity.Warns)
        {
            var rows = Array.FindAll(runs.Live, wrong);
            if (rows.Length > 0)
                check.Add(severity, $"{Check.Count(rows.Length, "run")} {found}.", remedy, RowSet.Of(rows), column: column, example: example);
        }

        Report(r => table.DurationSeconds[r] < 0, "ended before the start", "The clock or the columns of the times are wrong; leave the duration out of this source, or exclude the runs.", Lasted, "duration");
        Report(r => double.IsInfinity(table.DurationSeconds[r]) || double.IsInfinity(table.Start[r]), "have an infinite start or duration", "Correct the source.", Lasted, "duration");
        Report(r => table.DurationSeconds[r] > Year && double.IsFinite(table.DurationSeconds[r]), "lasted longer than a year", "Look whether the unit is milliseconds, or the clock jumped.", Lasted, "duration");
        Report(r => table.Start[r] < Early, "started before 1990", "The times look relative or corrupt; leave the start out of this source.", Began, "start");
        if (runs.Options.Now is { } now)
            Report(r => table.Start[r] > now.ToUnixTimeMilliseconds() / 1000.0 && double.IsFinite(table.Start[r]), $"started after {now:yyyy-MM-dd HH:mm} UTC, in the future", "The clock or the time zone is wrong; look whether the unit is milliseconds.", Began, "start");
        Stray(check, runs, Lasted);
        Spread(check, runs);
        var (starts, durations) = (runs.Live.Count(r => !double.IsNaN(table.Start[r])), runs.Live.Count(r => !double.IsNaN(table.DurationSeconds[r])));
        return check.Found > 0 || starts + durations > 0
            ? check.Result($"{Check.Count(starts, "start")} and {Check.Count(durations, "duration")} were checked{(runs.Options.Now is null ? "; not whether they lie in the future, since the present moment was not given" : "")}.")
            : check.NotChecked("No run says when it started or how long it took.");
    }

    /// <summary>Durations a thousand times the median of the task, or zero where the others are not.</summary>
    private static void Stray(Check check, CheckedRuns runs, Func<int, string> example)
    {
        var durations = runs.Table.DurationSeconds;
        foreach (var task in runs.Tasks)
        {
            var sorted = Array.FindAll(Array.ConvertAll(task.Rows, r => durations[r]), d => d >= 0 && d <= Year);
            if (sorted.Length < runs.Options.FewestRuns)
                continue;
            Array.Sort(sorted);
            var (median, high) = (Robust.Median(sorted), Robust.Quantile(sorted, 0.75));
            if (median <= 0)
                continue;
            var stray = Array.FindAll(task.Rows, r => durations[r] > FarFromOthers * Math.Max(median, high) && durations[r] <= Year);
            if (stray.Length > 0)
            {
                check.Add(FindingSeverity.Warns, $"{Check.Count(stray.Length, "run")} of {task.Words} lasted more than {FarFromOthers:N0} times as long as the median run ({Quantity.Text(median, "s")}).", "Look whether the unit is milliseconds, or the clock jumped.",
                    RowSet.Of(stray), task.Name, column: "duration", example: example);
            }

            var zero = Array.FindAll(task.Rows, r => durations[r] == 0);
            if (zero.Length > 0)
            {
                check.Add(FindingSeverity.Notes, $"{Check.Count(zero.Length, "run")} of {task.Words} lasted exactly 0 s, where the median run took {Quantity.Text(median, "s")}.", "Look whether the duration was recorded; take it as unknown otherwise.",
                    RowSet.Of(zero), task.Name, column: "duration", example: example);
            }
        }
    }

    private static void Spread(Check check, CheckedRuns runs)
    {
        var (sources, start) = (runs.Table.Sources, runs.Table.Start);
        var first = new double[sources.Labels.Count];
        var last = new double[sources.Labels.Count];
        Array.Fill(first, double.PositiveInfinity);
        Array.Fill(last, double.NegativeInfinity);
        foreach (var row in runs.Live)
        {
            if (sources.Codes[row] is not (>= 0 and var code) || !double.IsFinite(start[row]))
                continue;
            first[code] = Math.Min(first[code], start[row]);
            last[code] = Math.Max(last[code], start[row]);
        }

        foreach (var code in Enumerable.Range(0, first.Length).Where(c => last[c] - first[c] > LongestSource).OrderBy(c => sources.Labels[c], StringComparer.Ordinal))
        {
            check.Add(FindingSeverity.Warns, $"The runs of source {sources.Labels[code]} start {Quantity.Text((last[code] - first[code]) / Year, "years", 3)} apart, from {When(first[code])} to {When(last[code])}.",
                "The recorded times are not to be trusted; leave the start out of this source.", source: sources.Labels[code], column: "start");
        }
    }

    private static string When(double seconds) => seconds is > -6e10 and < 2e11
        ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000)).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture)
        : $"{Quantity.Text(seconds, "s")} after 1970";
}
