using System.Buffers;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Profiles of columns: sorts each column once. Pure.</summary>
public static class ColumnProfiles
{
    private const int MostLevelsListed = 50;

    /// <summary>All parameters, metrics (means of replicates), durations, costs and starts, in that order and ordinally by name.</summary>
    /// <param name="rows">The rows that count.</param>
    public static IReadOnlyList<ColumnProfile> Of(RunTable table, int[] rows, int threads, CancellationToken cancellationToken)
    {
        var parameters = table.Parameters.OrderBy(p => p.Shape.Name, StringComparer.Ordinal).ToArray();
        var metrics = table.Metrics.OrderBy(m => m.Shape.Name, StringComparer.Ordinal).ToArray();
        var profiles = new ColumnProfile[parameters.Length + metrics.Length + 3];
        Parallel.For(0, profiles.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancellationToken }, i =>
        {
            if (i < parameters.Length)
            {
                var (shape, values) = parameters[i];
                profiles[i] = shape.IsCategory ? Category(shape, values, rows) : Number(shape.Name, ColumnRole.Parameter, shape.Unit, row => values[row], rows, shape.Scale == Scale.Log);
                return;
            }

            var rest = i - parameters.Length;
            profiles[i] = rest < metrics.Length
                ? Number(metrics[rest].Shape.Name, ColumnRole.Metric, metrics[rest].Shape.Unit, metrics[rest].Mean, rows)
                : (rest - metrics.Length) switch
                {
                    0 => Number("duration", ColumnRole.DurationSeconds, "s", row => table.DurationSeconds[row], rows),
                    1 => Number("cost", ColumnRole.Cost, null, row => table.Cost[row], rows),
                    _ => Number("start", ColumnRole.Start, "s", row => table.Start[row], rows),
                };
        });
        return profiles;
    }

    /// <summary>How ascending finite values lie; null for none.</summary>
    public static NumberProfile? Numbers(ReadOnlySpan<double> sorted)
    {
        var n = sorted.Length;
        if (n == 0)
            return null;
        var (mode, modeCount, zeros, negatives, whole, sum) = (sorted[0], 0, 0, 0, true, 0.0);
        for (var i = 0; i < n;)
        {
            var end = i + 1;
            while (end < n && sorted[end] == sorted[i])
                end++;
            if (end - i > modeCount)
                (mode, modeCount) = (sorted[i], end - i);
            if (sorted[i] == 0)
                zeros += end - i;
            else if (sorted[i] < 0)
                negatives += end - i;
            whole &= Math.Floor(sorted[i]) == sorted[i];
            sum += sorted[i] * (end - i);
            i = end;
        }

        var mean = sum / n;
        var squares = 0.0;
        foreach (var value in sorted)
            squares += (value - mean) * (value - mean);
        return new NumberProfile(sorted[0], Robust.Quantile(sorted, 0.01), Robust.Quantile(sorted, 0.05), Robust.Quantile(sorted, 0.25), Robust.Median(sorted), Robust.Quantile(sorted, 0.75),
            Robust.Quantile(sorted, 0.95), Robust.Quantile(sorted, 0.99), sorted[^1], mean, n > 1 ? Math.Sqrt(squares / (n - 1)) : double.NaN, Robust.Mad(sorted), mode, modeCount, zeros, negatives, whole);
    }

    private static ColumnProfile Number(string name, ColumnRole role, string? unit, Func<int, double> value, int[] rows, bool log = false)
    {
        var sorted = ArrayPool<double>.Shared.Rent(rows.Length);
        var (finite, infinite) = (0, 0);
        foreach (var row in rows)
        {
            var v = value(row);
            if (double.IsFinite(v))
                sorted[finite++] = v + 0.0;
            else if (double.IsInfinity(v))
                infinite++;
        }

        Array.Sort(sorted, 0, finite);
        var distinct = finite > 0 ? 1 : 0;
        var gap = double.PositiveInfinity;
        for (var i = 1; i < finite; i++)
        {
            if (sorted[i] == sorted[i - 1])
                continue;
            distinct++;
            gap = Math.Min(gap, log && sorted[0] > 0 ? Math.Log10(sorted[i] / sorted[i - 1]) : sorted[i] - sorted[i - 1]);
        }

        var profile = new ColumnProfile { Name = name, Role = role, Unit = unit, Rows = rows.Length, Present = finite, Infinite = infinite, Distinct = distinct, Numbers = Numbers(sorted.AsSpan(0, finite)), SmallestGap = gap };
        ArrayPool<double>.Shared.Return(sorted);
        return profile;
    }

    private static ColumnProfile Category(ParameterShape shape, double[] values, int[] rows)
    {
        var counts = new int[shape.Levels.Count];
        var present = 0;
        foreach (var row in rows)
        {
            if (values[row] >= 0 && values[row] < counts.Length)
            {
                counts[(int)values[row]]++;
                present++;
            }
        }

        return new ColumnProfile
        {
            Name = shape.Name,
            Role = ColumnRole.Parameter,
            Rows = rows.Length,
            Present = present,
            Infinite = 0,
            Distinct = counts.Count(c => c > 0),
            Levels = [.. counts.Select((count, level) => new LevelCount(shape.Levels[level], count)).Where(l => l.Count > 0).OrderByDescending(l => l.Count).ThenBy(l => l.Level, StringComparer.Ordinal).Take(MostLevelsListed)],
        };
    }
}
