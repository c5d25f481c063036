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
    private static readonly double[,,] Level = new double[,,]
    {
        { { 16.34, 21.52 }, { 16.60, 22.02 }, { 16.24, 22.75 }, { 16.22, 23.07 }, { 17.31, 27.46 } },
        { { 14.35, 18.38 }, { 14.16, 17.77 }, { 14.29, 19.68 }, { 15.01, 20.44 }, { 16.76, 23.68 } },
        { { 12.76, 15.79 }, { 12.59, 15.78 }, { 12.79, 15.64 }, { 13.20, 17.63 }, { 14.30, 19.57 } },
        { { 11.89, 14.13 }, { 11.76, 14.37 }, { 11.71, 14.08 }, { 12.04, 15.13 }, { 13.32, 16.85 } },
        { { 11.11, 12.87 }, { 11.39, 13.51 }, { 11.11, 13.19 }, { 11.31, 13.79 }, { 12.30, 14.49 } },
        { { 10.90, 12.64 }, { 10.92, 12.63 }, { 10.82, 12.42 }, { 10.91, 12.55 }, { 11.37, 12.91 } },
    };

    private static readonly double[,,] Spread = new double[,,]
    {
        { { 12.38, 14.87 }, { 12.54, 15.03 }, { 13.64, 17.04 }, { 17.14, 22.95 }, { 25.72, 39.94 } },
        { { 12.18, 14.56 }, { 12.37, 14.66 }, { 12.95, 16.06 }, { 15.48, 19.00 }, { 23.56, 34.31 } },
        { { 12.16, 14.51 }, { 12.24, 14.36 }, { 12.71, 14.93 }, { 14.74, 18.00 }, { 21.48, 28.68 } },
        { { 11.86, 13.86 }, { 11.93, 14.08 }, { 12.47, 14.56 }, { 13.87, 17.07 }, { 20.25, 26.06 } },
        { { 11.56, 13.38 }, { 11.54, 13.36 }, { 11.75, 13.82 }, { 12.86, 15.43 }, { 17.01, 23.13 } },
        { { 11.26, 12.96 }, { 11.29, 13.11 }, { 11.32, 13.34 }, { 11.90, 14.33 }, { 12.82, 16.31 } },
    };

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
