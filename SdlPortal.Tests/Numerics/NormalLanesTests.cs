using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Numerics;

public class NormalLanesTests
{
    [Fact]
    public void Density_distribution_and_excess_agree_with_the_reference_and_with_single_numbers()
    {
        foreach (var row in GoldenFile.Read("acq_analytic").GetProperty("log_h_table").EnumerateArray())
        {
            var z = row.GetProperty("z").GetDouble();
            if (z < -35)
                continue;
            var (_, cdf, excess) = NormalLanes.All(Vector512.Create(z));
            Assert.Equal(row.GetProperty("log_h").GetDouble(), Math.Log(excess[3]), 1e-15 * Math.Max(20, 20 * z * z));
            Assert.Equal(row.GetProperty("log_cdf").GetDouble(), Math.Log(cdf[3]), 1e-15 * Math.Max(20, z * z));
        }

        for (var z = -30.0; z < 12; z += 0.0371)
        {
            var (density, cdf, excess) = NormalLanes.All(Vector512.Create(z));
            // The exponent z²/2 is rounded before the exponential.
            var relative = 1e-15 * Math.Max(100, 4 * z * z);
            Assert.Equal(Normal.Density(z), density[0], relative * density[0]);
            Assert.Equal(Normal.Cdf(z), cdf[7], relative * cdf[7]);
            // The form for single numbers cancels a little more just above z = -5.
            Assert.Equal(Normal.ExpectedExcess(z), excess[5], 3 * relative * excess[5]);
        }
    }
}
