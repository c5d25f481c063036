using SdlPortal.Tests.Benchmarks.Advising;

namespace SdlPortal.Tests.Simulation.Advising;

/// <summary>Three of the twenty labs of docs/results/advisor.md, with fewer repetitions.</summary>
public class PromiseTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(13)]
    public void What_is_recommended_truly_reaches_what_the_best_choice_does_within_a_tenth(int number)
    {
        var result = PromiseResult.Of(PromiseLabs.All.Single(l => l.Number == number), adviceRepetitions: 16, trueRepetitions: 24, threads: 2);
        Assert.True(result.IsKept, $"{result.Recommended} against {result.Best}");
    }

    [Fact]
    public void A_lab_whose_line_holds_four_gains_from_more_than_one_at_a_time()
    {
        var result = PromiseResult.Of(PromiseLabs.All.Single(l => l.Number == 5), adviceRepetitions: 8, trueRepetitions: 24, threads: 2);
        Assert.False(result.WouldKeep(1), $"{result.Naive(1)} against {result.Best}");
    }
}
