using SdlPortal.Domain.Analytics.Drift;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Analytics.Drift;

/// <summary>Simulates the limits that <see cref="DriftCalibration"/> holds: Gaussian AR(1) references and streams of 1,000 values of the same kind, and the largest log likelihood ratio of each.</summary>
internal static class DriftLimits
{
    /// <summary>Of each share of streams, the limits of level and spread that it exceeds.</summary>
    public static (double[] Level, double[] Spread) Simulate(int length, double autocorrelation, int streams, long seed)
    {
        var (level, spread) = (new double[streams], new double[streams]);
        var kind = StreamKind.Normal with { Autocorrelation = autocorrelation };
        Parallel.For(0, streams, s =>
        {
            var random = SeededRandom.Derive(seed, length, (long)(100 * autocorrelation), s);
            // Of the length and the autocorrelation that the table is entered with: the estimates.
            var monitor = new DriftMonitor(DriftReference.Of(kind.Draw(length, random)).Value, new DriftThresholds(1e9, 1e9, int.MaxValue, int.MaxValue, double.PositiveInfinity));
            var state = DriftState.Start;
            foreach (var value in kind.Draw(1000, random))
            {
                state = monitor.Next(state, value);
                (level[s], spread[s]) = (Math.Max(level[s], Math.Abs(state.Level) * 1e9), Math.Max(spread[s], Math.Abs(state.Spread) * 1e9));
            }
        });
        Array.Sort(level);
        Array.Sort(spread);
        return ([.. DriftCalibration.Shares.Select(p => Robust.Quantile(level, 1 - p))], [.. DriftCalibration.Shares.Select(p => Robust.Quantile(spread, 1 - p))]);
    }

    /// <summary>The two tables as they stand in the source.</summary>
    public static IEnumerable<string> Tables(int streams)
    {
        var cells = DriftCalibration.Lengths.Select(n => DriftCalibration.Autocorrelations.Select(a => Simulate(n, a, streams, seed: 11)).ToList()).ToList();
        foreach (var (name, pick) in new (string, Func<(double[] Level, double[] Spread), double[]>)[] { ("Level", c => c.Level), ("Spread", c => c.Spread) })
        {
            yield return $"    private static readonly double[,,] {name} = new double[,,]";
            yield return "    {";
            foreach (var row in cells)
                yield return "        { " + string.Join(", ", row.Select(c => "{ " + string.Join(", ", pick(c).Select(v => v.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture))) + " }")) + " },";
            yield return "    };";
        }
    }
}
