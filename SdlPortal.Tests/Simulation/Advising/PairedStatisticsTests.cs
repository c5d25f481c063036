using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Tests.Simulation.Advising;

public sealed class PairedStatisticsTests
{
    [Fact]
    public void The_interval_of_a_mean_is_students()
    {
        var estimate = PairedStatistics.Mean([1, 2, 3, 4, 5]);

        Assert.Equal(3, estimate.Mean);
        Assert.Equal(2.776445 * Math.Sqrt(2.5 / 5), estimate.High - estimate.Mean, 5); // t with 4 degrees of freedom at 0.975
        Assert.Equal(estimate.Mean - estimate.Low, estimate.High - estimate.Mean, 12);
    }

    [Fact]
    public void A_choice_given_up_early_is_told_from_how_the_reference_did_in_the_rest()
    {
        double[] reference = [1, 2, 3, 4, 9, 11];
        var estimate = PairedStatistics.Mean([0.5, 1.5, 2.5], reference);

        Assert.Equal(reference.Average() - 0.5, estimate.Mean, 12);
        Assert.True(estimate.High > estimate.Mean);
    }

    [Fact]
    public void Its_interval_holds_the_true_mean_as_often_as_it_says()
    {
        var random = SeededRandom.Derive(11);
        var inside = 0;
        const int trials = 1000;
        for (var trial = 0; trial < trials; trial++)
        {
            var common = Enumerable.Range(0, 40).Select(_ => random.NextNormal()).ToArray();
            double[] reference = [.. common.Select(c => c + (0.5 * random.NextNormal()))];
            double[] own = [.. common.Take(10).Select(c => c - 1 + (0.5 * random.NextNormal()))];
            var estimate = PairedStatistics.Mean(own, reference);
            inside += estimate.Low <= -1 && -1 <= estimate.High ? 1 : 0;
        }

        Assert.InRange(inside / (double)trials, 0.92, 0.985);
    }

    [Fact]
    public void The_probability_of_the_largest_mean_follows_the_differences()
    {
        var random = SeededRandom.Derive(12);
        var common = Enumerable.Range(0, 30).Select(_ => 5 * random.NextNormal()).ToArray();
        double[] low = [.. common.Select(c => c + (0.1 * random.NextNormal()))];
        double[] high = [.. common.Select(c => c + 1 + (0.1 * random.NextNormal()))];

        var chances = PairedStatistics.ProbabilityLargest([low, high, high, [.. low.Take(5)]], high, 1);

        Assert.Equal([0, 0.5, 0.5, 0], chances.Select(c => Math.Round(c, 3)));
    }
}
