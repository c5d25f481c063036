using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Numerics;

public sealed class CovarianceTests
{
    [Fact]
    public void Distances_of_real_reactions_are_those_of_scipy_and_their_shrinkage_that_of_scikit_learn()
    {
        var golden = GoldenFile.Read("e_ml_snar");
        var outliers = golden.GetProperty("outliers");
        var x = golden.GetProperty("data").GetProperty("X").Matrix();
        var (mean, sd) = (golden.GetProperty("data").GetProperty("mean").Vector(), golden.GetProperty("data").GetProperty("std_ddof0").Vector());
        var y = golden.GetProperty("data").GetProperty("y").Vector();
        double[] points = [.. Enumerable.Range(0, y.Length).SelectMany(i => x[i].Select((v, j) => (v - mean[j]) / sd[j]).Append(y[i]))];

        var unbiased = Covariance.SquaredDistances(points, 5)!;
        AllClose(outliers.GetProperty("mahalanobis_sq_cov_ddof1").Vector(), unbiased);
        AllClose(outliers.GetProperty("mahalanobis_sq_cov_ddof0_on_Z_plus_y").Vector(), Covariance.SquaredDistances(points, 5, ddof: 0)!);
        Assert.Equal(outliers.GetProperty("n_flagged_ddof1").GetInt32(), unbiased.Count(d => d > outliers.GetProperty("chi2_5df_0.975").GetDouble()));

        // The shrinkage depends on the columns' sizes; the reference has all five on a standard scale.
        var spread = Math.Sqrt(Covariance.Of(y, 1, ddof: 0)[0]);
        double[] standard = [.. points.Select((v, i) => i % 5 == 4 ? v / spread : v)];
        GoldenFile.Close(outliers.GetProperty("ledoit_wolf_shrinkage").GetDouble(), Covariance.LedoitWolfShrinkage(standard, 5), 1e-9);
    }

    [Fact]
    public void Points_on_a_plane_have_no_distances() => Assert.Null(Covariance.SquaredDistances([.. Enumerable.Range(0, 50).SelectMany(i => new double[] { i, 1e6 * i })], 2));

    private static void AllClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            GoldenFile.Close(expected[i], actual[i], 1e-9, $"point {i}");
    }
}
