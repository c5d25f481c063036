namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>
/// The limits of the log likelihood ratios of level and spread that a share of all streams of 1,000 values exceeds although they keep to their reference, by its length and its autocorrelation: simulated, see docs/results/drift.md.
/// Independent of the distribution of the values, as ranks are.
/// </summary>
internal static class DriftCalibration
{
    internal static readonly int[] Lengths = [30, 50, 100, 200, 500, 2000];
    internal static readonly double[] Autocorrelations = [0, 0.25, 0.5, 0.7, 0.85];

    /// <summary>The shares of streams that the two columns of <see cref="Level"/> and <see cref="Spread"/> stand for.</summary>
    internal static readonly double[] Shares = [0.02, 0.004];

    // By length, then autocorrelation, then share.
    private static readonly double[,,] Level = new double[6, 5, 2];
    private static readonly double[,,] Spread = new double[6, 5, 2];

    /// <summary>Linear in the logarithm of the length, in the autocorrelation and in the logarithm of the share, as tails of likelihood ratios are.</summary>
    public static (double Level, double Spread) Limits(int length, double autocorrelation, double share)
    {
        var (n, a) = (Place(Lengths, length, Math.Log), Place([.. Autocorrelations], autocorrelation));
        return (At(Level, n, a, share), At(Spread, n, a, share));
    }

    private static double At(double[,,] table, (int Low, double Part) n, (int Low, double Part) a, double share)
    {
        var (often, seldom) = (Between(0), Between(1));
        return Math.Max(1, seldom + ((seldom - often) / Math.Log(Shares[0] / Shares[1]) * Math.Log(Shares[1] / share)));

        double Between(int s) => ((1 - n.Part) * (((1 - a.Part) * table[n.Low, a.Low, s]) + (a.Part * table[n.Low, a.Low + 1, s])))
            + (n.Part * (((1 - a.Part) * table[n.Low + 1, a.Low, s]) + (a.Part * table[n.Low + 1, a.Low + 1, s])));
    }

    private static (int Low, double Part) Place(int[] grid, int value, Func<double, double> scale) => Place([.. grid.Select(g => scale(g))], scale(value));

    private static (int Low, double Part) Place(double[] grid, double value)
    {
        var low = 0;
        while (low < grid.Length - 2 && grid[low + 1] <= value)
            low++;
        return (low, Math.Clamp((value - grid[low]) / (grid[low + 1] - grid[low]), 0, 1));
    }
}
