using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Times that mostly go on and sometimes back, and jumps far beyond the usual step. Pure.</summary>
internal static class TimeOrder
{
    private const int Fewest = 10;
    private const double Mostly = 0.8;
    private const double Jump = 10_000;

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal) { "timestamp", "date", "datetime", "start", "started", "end", "ended", "finished", "submitted", "clock" };

    public static IEnumerable<TableFinding> Of(ColumnLook look)
    {
        if (look.Sorted.Length < Fewest || look.Profile.Distinct < Fewest || !(look.Column.Kind == ColumnKind.Time || (look.IsNumber && IsClock(MetricNames.Words(look.Name)))))
            yield break;
        double[] there = [.. look.Values.Where(double.IsFinite)];
        double[] steps = [.. there.Zip(there.Skip(1), (a, b) => b - a)];
        var (on, back) = (steps.Count(s => s > 0), steps.Count(s => s < 0));
        if (back > 0 && on >= Mostly * steps.Length)
        {
            var late = new HashSet<int>();
            var highest = double.NegativeInfinity;
            for (var row = 0; row < look.Values.Length; row++)
            {
                if (look.Values[row] < highest)
                    late.Add(row);
                else if (double.IsFinite(look.Values[row]))
                    highest = look.Values[row];
            }

            yield return look.Finding(FindingSeverity.Warns, $"{look.Name} goes on from row to row and back {Check.Count(back, "time")}: {Check.Count(late.Count, "row")} {Check.Verb(late.Count, "stands", "stand")} after a later one.",
                "Sort by time before anything that looks at order (drift, smoothing, resampling).") with
            { Examples = [.. late.Order().Take(look.Settings.ExamplesPerFinding).Select(r => new FindingExample(look.Table.SourceRow(r), $"{look.Name} = {look.Shown(look.Values[r])}"))] };
        }

        double[] gaps = [.. look.Sorted.Zip(look.Sorted.Skip(1), (a, b) => b - a).Where(s => s > 0).Order()];
        var usual = Robust.Quantile(gaps, 0.9);
        if (gaps.Length >= Fewest && gaps[^1] > Jump * usual)
        {
            var far = look.Sorted[Enumerable.Range(1, look.Sorted.Length - 1).MaxBy(i => look.Sorted[i] - look.Sorted[i - 1])];
            var few = look.Sorted.Count(v => v >= far);
            yield return look.Finding(FindingSeverity.Warns, $"{look.Name} jumps by {Span(gaps[^1])}, where nine of ten steps are at most {Span(usual)}: {Check.Count(few, "row")} {Check.Verb(few, "lies", "lie")} beyond the jump.",
                "Look at the clock that wrote it: durations over the jump are worthless.", v => few <= look.Sorted.Length / 2 ? v >= far : v < far) with
            { Rows = RowSet.None };
        }
    }

    /// <summary>"train_time_s" is how long something took, "time_s" is when it was.</summary>
    private static bool IsClock(IReadOnlyList<string> words) => words.Any(Words.Contains) || (words.Count is 1 or 2 && words[0] is "time" or "t");

    private static string Span(double seconds) => seconds < 3e9 ? Quantity.Duration(TimeSpan.FromSeconds(seconds)) : $"{seconds / (365.25 * 86400):0} years";
}
