using System.Globalization;
using MathNet.Numerics.Distributions;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>See <see cref="PrincipalComponents"/>. Pure.</summary>
public static class PcaAnalysis
{
    private const int MostOutliers = 100;

    private const int MostComponents = 800;

    public static TableAnalysis<PcaSettings, PrincipalComponents> Definition { get; } = new("pca", 1, "Principal components", Run);

    public static PrincipalComponents Run(DataTable table, PcaSettings settings, AnalysisStep step)
    {
        step.Report(0, "preparing the columns");
        var prepared = PreparedTable.Of(table, settings.Preparation, step.Part(0, 0.4));
        return Of(prepared, settings, step.Part(0.4, 1));
    }

    public static PrincipalComponents Of(PreparedRows prepared, PcaSettings settings, AnalysisStep step)
    {
        var remarks = new List<string>(prepared.Remarks);
        if (Math.Min(prepared.Count, prepared.Width) > MostComponents)
        {
            // Levels of categories can make thousands of features; the decomposition grows with the third power of the smaller side.
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{MostComponents:N0} of {prepared.Count:N0} rows, evenly spread, were used, because there are {prepared.Width:N0} features."));
            var taken = EvenlySpread.Of(prepared.Count, MostComponents);
            prepared = prepared with { Values = ClusterAnalysis.Taken(prepared, taken), Rows = [.. taken.Select(i => prepared.Rows[i])] };
        }

        var (n, d) = (prepared.Count, prepared.Width);
        step.Report(0, "finding the components");
        var axes = PrincipalAxes.Of(prepared.Values, d, step.Part(0, 0.6));
        var count = axes.Axes.Length;
        if (count == 0)
        {
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Principal components need two rows and a column that varies; there are {n:N0} rows and {d:N0} usable columns."));
            return new PrincipalComponents(prepared.Features, axes.Means, [], 0, 0, 0, [], double.NaN, double.NaN, 0, [], n, remarks);
        }

        double[] variances = [.. axes.SingularValues.Select(s => s * s / (n - 1))];
        var whole = variances.Sum();
        var suggested = BrokenStick(variances, d);
        var kept = Math.Clamp(settings.Components ?? Math.Max(2, suggested), 1, count);
        var (tLimit, qLimit) = (TSquaredLimit(n, kept, settings.Level), QLimit(variances.AsSpan(kept), settings.Level));
        var scores = new RowScores(prepared, axes, variances, kept);
        step.Report(0.6, "placing the rows");
        var (signs, outside, outliers) = scores.Scan(tLimit, qLimit, MostOutliers, step.Part(0.6, 1));
        var shown = EvenlySpread.Of(n, settings.MostPoints);
        if (shown.Length < n)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{shown.Length:N0} of {n:N0} rows, evenly spread, have scores here; components, limits and outliers are from all."));
        var spreads = scores.Spreads();
        var components = new PrincipalComponent[count];
        for (var k = 0; k < count; k++)
        {
            double[] weights = [.. axes.Axes[k].Select(w => signs[k] * w)];
            var sd = Math.Sqrt(variances[k]);
            components[k] = new PrincipalComponent(weights, [.. weights.Select((w, j) => spreads[j] > 0 ? Math.Clamp(w * sd / spreads[j], -1, 1) : 0)], variances[k], variances[k] / whole, axes.SingularValues[k]);
        }

        var (held, forNinetyFive) = (0.0, 0);
        while (forNinetyFive < count && held < 0.95 * whole)
            held += variances[forNinetyFive++];
        return new PrincipalComponents(prepared.Features, axes.Means, components, suggested, forNinetyFive, kept, [.. shown.Select(i => scores.Point(i, signs))], tLimit, qLimit, outside,
            [.. outliers.Select(i => scores.Point(i, signs))], n, remarks);
    }

    /// <summary>How many of the first shares of the variance are larger than those of a stick broken at random into d pieces, Σ_{i ≥ k} 1/i / d (Jackson 1993, Ecology 74, 2204); at least 1.</summary>
    private static int BrokenStick(double[] variances, int d)
    {
        var whole = variances.Sum();
        var beats = 0;
        while (beats < variances.Length)
        {
            var piece = 0.0;
            for (var i = d; i > beats; i--)
                piece += 1.0 / i;
            if (variances[beats] / whole <= piece / d)
                break;
            beats++;
        }

        return Math.Max(1, beats);
    }

    private static double TSquaredLimit(int n, int kept, double level) => n - kept - 1 <= 0 ? double.NaN
        : (n - 1.0) * (n - 1.0) / n * Beta.InvCDF(kept / 2.0, (n - kept - 1) / 2.0, level);

    private static double QLimit(ReadOnlySpan<double> left, double level)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var variance in left)
            (sum, squares) = (sum + variance, squares + (variance * variance));
        return sum > 0 ? squares / sum * TailProbability.ChiSquaredQuantile(level, sum * sum / squares) : 0;
    }
}
