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
        { { 25.13, 33.12 }, { 24.65, 34.46 }, { 27.82, 33.90 }, { 27.95, 40.13 }, { 30.63, 55.89 } },
        { { 18.40, 24.67 }, { 18.80, 21.86 }, { 19.54, 24.58 }, { 20.69, 30.14 }, { 26.92, 36.22 } },
        { { 15.95, 19.99 }, { 16.38, 21.94 }, { 17.34, 20.36 }, { 19.01, 23.49 }, { 20.65, 31.80 } },
        { { 14.64, 17.27 }, { 14.34, 17.78 }, { 13.95, 16.38 }, { 15.48, 18.47 }, { 17.30, 22.93 } },
        { { 11.71, 13.28 }, { 13.11, 14.64 }, { 12.11, 13.84 }, { 13.46, 15.57 }, { 15.79, 19.37 } },
        { { 10.86, 11.60 }, { 11.42, 12.68 }, { 12.29, 14.27 }, { 11.97, 13.70 }, { 13.07, 15.79 } },
    };

    private static readonly double[,,] Spread = new double[,,]
    {
        { { 12.37, 15.00 }, { 12.37, 14.07 }, { 13.98, 16.65 }, { 17.17, 22.95 }, { 25.47, 38.30 } },
        { { 11.99, 14.78 }, { 12.36, 15.11 }, { 13.37, 16.61 }, { 14.59, 16.32 }, { 24.61, 34.31 } },
        { { 12.07, 15.99 }, { 12.23, 15.29 }, { 13.17, 14.98 }, { 14.60, 17.39 }, { 21.24, 31.77 } },
        { { 11.71, 13.77 }, { 11.80, 14.44 }, { 12.62, 15.68 }, { 13.89, 16.58 }, { 19.98, 26.18 } },
        { { 11.29, 13.05 }, { 11.43, 12.64 }, { 11.36, 12.56 }, { 13.47, 15.43 }, { 17.67, 25.24 } },
        { { 11.00, 12.57 }, { 11.62, 12.72 }, { 11.43, 13.67 }, { 11.87, 13.43 }, { 13.25, 17.44 } },
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
