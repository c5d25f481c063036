using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Optimization;

public class ModeCycleTests
{
    private static readonly SearchSpace Square = new([new ContinuousParameter("x", 0, 1), new ContinuousParameter("y", 0, 1)], []);

    [Theory]
    [InlineData(0, "0.25 2.5 25")]
    [InlineData(1, "0.25 2.5 25")]
    [InlineData(3, "0.25 2.5 25")]
    [InlineData(5, "0.1 0.25 1 2.5 25")]
    [InlineData(7, "0.1 0.25 0.5 1 2 4 10")]
    public void Betas_are_those_of_the_paper_and_a_space_filling_turn_ends_the_cycle(int pending, string betas)
    {
        var expected = betas.Split(' ').Select(b => (double?)double.Parse(b, System.Globalization.CultureInfo.InvariantCulture)).Append(null).ToList();
        for (var k = 0; k < 3 * expected.Count; k++)
            Assert.Equal(expected[k % expected.Count], ModeCycleStrategy.Turn(Request(10 + k, pending)));
    }

    [Fact]
    public void Each_turn_is_named_and_the_space_filling_one_lies_far_from_all_others()
    {
        for (var k = 0; k < 4; k++)
        {
            var request = Request(10 + k, 2);
            var suggestion = Strategies.Suggest(request);
            Assert.Equal(k < 3 ? "upper confidence bound" : "distance to the nearest experiment", suggestion.Rationale.Acquisition);
            if (k < 3)
                continue;
            double Nearest(Configuration c) => request.Observations.Select(o => o.Configuration).Concat(request.Pending)
                .Min(o => Math.Pow(o["x"].Number - c["x"].Number, 2) + Math.Pow(o["y"].Number - c["y"].Number, 2));
            var farthest = new FeasibleSampler(Square).Sample(2000, 4).Max(Nearest);
            Assert.True(Nearest(suggestion.Configuration) > 0.999 * farthest);
            Assert.Equal(Math.Sqrt(Nearest(suggestion.Configuration)), suggestion.Rationale.AcquisitionValue!.Value, 1e-9);
        }
    }

    private static SuggestionRequest Request(int index, int pending)
    {
        var points = new FeasibleSampler(Square).Sample(12 + pending, 3);
        return new(Square, [new Objective("z", Goal.Maximize)], [.. points.Take(12).Select(c => new Observation(c, [Math.Sin(6 * c["x"].Number) - c["y"].Number]))],
            [.. points.Skip(12)], new InitialDesign(InitialDesignKind.Random, 10), new StrategyChoice("mode-cycle"), 7, index);
    }
}
