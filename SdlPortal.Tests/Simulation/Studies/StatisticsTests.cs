using MathNet.Numerics.Distributions;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Simulation.Studies;

public class StatisticsTests
{
    private static readonly StudyCell Ei = new("ackley", 3, 1, "ei");
    private static readonly StudyCell Random = Ei with { Strategy = "random" };

    /// <summary>By hand: differences -2, -4, -3, -7; mean -4, sd √(14/3) = 2.1602, standard error 1.0801, t₃ = 3.18245.</summary>
    [Fact]
    public void A_paired_difference_has_students_interval()
    {
        var c = PairedComparison.Of(Studied.Cell(Ei, [8, 8, 9, 5]), Studied.Cell(Random, [10, 12, 12, 12]))!;

        Assert.Equal(4, c.Pairs);
        Assert.Equal(-4, c.Difference.Mean, 12);
        Assert.Equal(-4 - 3.4374, c.Difference.Low, 4);
        Assert.Equal(-4 + 3.4374, c.Difference.High, 4);
        Assert.Equal((4, 0, 0), (c.Wins, c.Losses, c.Ties));
        Assert.Equal(2 * (1 - StudentT.CDF(0, 1, 3, 4 / 1.0801234)), c.PValue, 6);
    }

    /// <summary>By hand: ratio 30/46; residuals own - ratio · other are 1.4783, 0.1739, 1.1739, -2.8261 with mean 0 and sd 1.9647.</summary>
    [Fact]
    public void A_ratio_of_means_has_the_interval_of_the_delta_method()
    {
        var c = PairedComparison.Of(Studied.Cell(Ei, [8, 8, 9, 5]), Studied.Cell(Random, [10, 12, 12, 12]))!;

        Assert.Equal(30.0 / 46, c.Ratio.Mean, 12);
        Assert.Equal(3.182446 * 1.96472 / (11.5 * 2), c.Ratio.High - c.Ratio.Mean, 4);
        Assert.Equal(c.Ratio.High - c.Ratio.Mean, c.Ratio.Mean - c.Ratio.Low, 12);
    }

    [Fact]
    public void Only_repetitions_that_both_have_finished_are_paired()
    {
        var c = PairedComparison.Of(Studied.Cell(Ei, [5, 6, 7], [0, 2, 4]), Studied.Cell(Random, [1, 2, 7, 9], [1, 3, 4, 2]))!;

        Assert.Equal(2, c.Pairs);
        Assert.Equal(-1.5, c.Difference.Mean, 12);
        Assert.Equal((1, 0, 1), (c.Wins, c.Losses, c.Ties));
        Assert.Null(PairedComparison.Of(Studied.Cell(Ei, [5], [0]), Studied.Cell(Random, [1], [1])));
    }

    [Fact]
    public void One_pair_has_no_interval_and_claims_nothing()
    {
        var c = PairedComparison.Of(Studied.Cell(Ei, [5]), Studied.Cell(Random, [500]))!;

        Assert.True(double.IsNaN(c.Difference.Low) && double.IsNaN(c.Ratio.High));
        Assert.False(c.IsBetter);
    }

    [Fact]
    public void A_ratio_to_a_regret_that_is_not_positive_is_not_a_number()
        => Assert.True(double.IsNaN(PairedComparison.Of(Studied.Cell(Ei, [5, 6]), Studied.Cell(Random, [1, -3]))!.Ratio.Mean));

    [Fact]
    public void Two_strategies_compared_both_ways_make_one_claim()
    {
        var summary = Studied.Of([("ackley", 3)], [0], ["ei", "qnei"], 10, c => c.Strategy == "ei" ? 100 : 104, own: 3);
        var both = PairedComparison.Between(summary, ["ei", "qnei"], ["ei", "qnei"]);

        Assert.Equal(2, both.Count);
        Assert.All(both, c => Assert.Equal(c.PValue, c.AdjustedPValue));
        Assert.Equal(both[0].Difference.Mean, -both[1].Difference.Mean, 9);
    }

    /// <summary>Ranks by hand: sums 4, 8, 12 over 4 blocks of 3: chi-squared 12/(4·3·4) · 224 - 3·4·4 = 8, p = exp(-4).</summary>
    [Fact]
    public void Friedmans_statistic_is_that_of_the_textbook()
    {
        var test = FriedmanTest.Of([[1, 2, 3], [10, 20, 30], [5, 6, 9], [0, 0.1, 0.2]]);

        Assert.Equal([1.0, 2.0, 3.0], test.MeanRanks);
        Assert.Equal(8, test.Statistic, 9);
        Assert.Equal(Math.Exp(-4), test.PValue, 9);
        Assert.Equal(2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -2 / Math.Sqrt(12.0 / 24)), test.PairPValue(0, 2), 9);
    }

    /// <summary>Conover's correction by hand: ranks (1.5, 1.5, 3) twice, Σr² - 24 = 27 - 24 = 3; 2 · ((3 - 4)² + (3 - 4)² + (6 - 4)²) / 3 = 4.</summary>
    [Fact]
    public void Ties_share_their_ranks()
    {
        var test = FriedmanTest.Of([[1, 1, 2], [4, 4, 9]]);

        Assert.Equal([1.5, 1.5, 3], test.MeanRanks);
        Assert.Equal(4, test.Statistic, 9);
        Assert.Equal(1, FriedmanTest.Of([[7, 7, 7], [1, 1, 1]]).PValue);
    }

    [Fact]
    public void The_bootstrap_of_a_mean_is_about_students_interval_and_always_the_same()
    {
        var random = new SeededRandom(3);
        var values = Enumerable.Range(0, 200).Select(_ => 10 + random.NextNormal()).ToList();
        var student = MeanEstimate.Of(values);
        var bootstrap = RepetitionBootstrap.Of([values.Count], drawn => drawn[0].Average(i => values[i]));

        Assert.Equal(student.Mean, bootstrap.Mean, 12);
        Assert.Equal(student.Low, bootstrap.Low, 0.02);
        Assert.Equal(student.High, bootstrap.High, 0.02);
        Assert.Equal(bootstrap, RepetitionBootstrap.Of([values.Count], drawn => drawn[0].Average(i => values[i])));
    }

    [Fact]
    public void A_line_has_its_slope_and_no_curvature_and_a_parabola_has_one()
    {
        var problem = Studied.Problem("ackley", 3);
        var luck = new SeededRandom(5);
        double[] offsets = [.. Enumerable.Range(0, 20).Select(_ => 40 * luck.NextNormal())];
        IReadOnlyList<IReadOnlyList<double>> Regrets(Func<int, double> of) => [.. Studied.Delays.Select(d => (IReadOnlyList<double>)[.. offsets.Select(o => of(d) + o + luck.NextNormal())])];

        var line = DelaySlope.Of(problem, "ei", Studied.Delays, Regrets(d => 100 + (7 * d)));
        Assert.InRange(line.Slope.Mean, 6.8, 7.2);
        Assert.True(line.Slope.Low < 7 && line.Slope.High > 7 && line.R2 > 0.999 && line.PValue < 1e-10);
        Assert.True(line.CurvaturePValue > 0.05);

        var parabola = DelaySlope.Of(problem, "ei", Studied.Delays, Regrets(d => 100 + (2 * d * d)));
        Assert.True(parabola.CurvaturePValue < 1e-6);
        Assert.True(double.IsNaN(DelaySlope.Of(problem, "ei", [0, 3], [[1, 2], [3, 5]]).CurvaturePValue));
    }
}
