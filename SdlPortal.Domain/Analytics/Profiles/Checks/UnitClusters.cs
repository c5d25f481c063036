using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>A small part of a column that lies the factor between two units away from the rest, with nothing between. Pure.</summary>
internal static class UnitClusters
{
    private const int Fewest = 20;
    private const double MostShare = 0.3;

    /// <summary>Decades that are empty between the two parts, at least, and of what the larger part takes.</summary>
    private const double LeastGap = 0.5;
    private const double GapOfBulk = 1;

    private static readonly (double Factor, string Words)[] Factors =
    [
        (60, "60 (seconds, minutes, hours)"), (100, "100 (percent and fractions)"), (1e3, "1,000 (milli, kilo)"), (3600, "3,600 (seconds and hours)"), (1e5, "100,000 (bar and pascal)"), (1e6, "1,000,000 (micro, mega)"), (1e9, "10⁹ (nano, giga)"),
    ];

    public static IEnumerable<TableFinding> Of(ColumnLook look)
    {
        var sorted = look.Sorted;
        var n = sorted.Length;
        if (!look.IsNumber || n < Fewest || look.Profile.Distinct < 6 || !(sorted[0] > 0))
            yield break;
        var (gap, at) = (0.0, 0);
        for (var i = 1; i < n; i++)
        {
            var step = sorted[i] / sorted[i - 1];
            if (step > gap)
                (gap, at) = (step, i);
        }

        var decades = Math.Log10(gap);
        var fewHigh = n - at <= at;
        var few = fewHigh ? n - at : at;
        var (bulkLow, bulkHigh) = fewHigh ? (sorted[0], sorted[at - 1]) : (sorted[at], sorted[^1]);
        var spread = Math.Log10(bulkHigh / bulkLow);
        if (decades < Math.Max(LeastGap, GapOfBulk * spread) || few > MostShare * n || few < 2)
            yield break;
        var (bulk, odd) = (Robust.Median(fewHigh ? sorted.AsSpan(0, at) : sorted.AsSpan(at)), Robust.Median(fewHigh ? sorted.AsSpan(at) : sorted.AsSpan(0, at)));
        var factor = odd > bulk ? odd / bulk : bulk / odd;
        var tolerance = Math.Max(0.1, spread / 2);
        var near = Factors.Where(f => Math.Abs(Math.Log10(factor / f.Factor)) <= tolerance).OrderBy(f => Math.Abs(Math.Log10(factor / f.Factor))).FirstOrDefault();
        if (near.Words is null)
            yield break;
        var border = sorted[at];
        yield return look.Finding(FindingSeverity.Warns,
            $"{look.Name} is about {Quantity.Text(odd, look.Unit, 3)} in {Check.Count(few, "row")} and about {Quantity.Text(bulk, look.Unit, 3)} in {n - few:N0}, with nothing between: {(fewHigh ? "more" : "less")} by a factor of about {near.Words}.",
            "If these rows are in another unit, convert them; leave them out otherwise.", v => double.IsFinite(v) && (fewHigh ? v >= border : v < border));
    }
}
