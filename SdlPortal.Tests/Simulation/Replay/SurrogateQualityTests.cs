using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Replay;

namespace SdlPortal.Tests.Simulation.Replay;

public class SurrogateQualityTests
{
    private static readonly SearchSpace Line = new([new ContinuousParameter("x", 0, 10)], []);

    [Fact]
    public void A_smooth_function_under_known_noise_is_predicted_and_its_intervals_hold_what_they_promise()
    {
        var rows = Rows(200, (x, random) => Math.Sin(x) + (0.2 * random.NextNormal()));

        var quality = SurrogateQuality.Of(Line, rows, 0, seed: 1);

        Assert.Equal(200, quality.Rows);
        // Var sin x ≈ 0.48 over the ten units, noise 0.04: at best 0.92 of the variance can be predicted.
        Assert.InRange(quality.R2, 0.87, 0.95);
        Assert.InRange(quality.Coverage, 0.90, 0.985);
    }

    [Fact]
    public void Pure_noise_is_not_predicted()
    {
        var quality = SurrogateQuality.Of(Line, Rows(60, (_, random) => random.NextNormal()), 0, seed: 1);

        Assert.True(quality.R2 < 0.15, $"r² {quality.R2}");
    }

    [Fact]
    public void Replicates_are_held_out_together()
    {
        // Noise at 30 places, each measured five times with the same value: whoever has seen a copy knows it, whoever has not knows nothing.
        var once = Rows(30, (_, random) => random.NextNormal());

        var quality = SurrogateQuality.Of(Line, [.. once, .. once, .. once, .. once, .. once], 0, seed: 1);

        Assert.True(quality.R2 < 0.3, $"r² {quality.R2}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_quality()
    {
        var rows = Rows(40, (x, random) => x + random.NextNormal());

        Assert.Equal(SurrogateQuality.Of(Line, rows, 0, seed: 3), SurrogateQuality.Of(Line, rows, 0, seed: 3));
        Assert.NotEqual(SurrogateQuality.Of(Line, rows, 0, seed: 3).R2, SurrogateQuality.Of(Line, rows, 0, seed: 4).R2);
    }

    private static List<Observation> Rows(int count, Func<double, SeededRandom, double> value)
    {
        var random = new SeededRandom(7);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var x = 10 * random.NextDouble();
            return new Observation(new Configuration([KeyValuePair.Create("x", ParameterValue.Of(x))]), [value(x, random)]);
        })];
    }
}
