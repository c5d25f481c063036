using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Regions;

public class BoxSearchTests
{
    [Theory]
    [InlineData(3.6e-5, 1.29e-4, true, 1e-4)]
    [InlineData(0.0129, 0.0464, true, 0.02)]
    [InlineData(0.31, 0.48, false, 0.4)]
    [InlineData(123, 187, false, 150)]
    [InlineData(-0.3, 0.2, false, 0)]
    [InlineData(7, 7, false, 7)]
    [InlineData(-187, -123, false, -150)]
    public void The_roundest_number_between(double low, double high, bool isLog, double expected) => Assert.Equal(expected, RoundNumber.Between(low, high, isLog), 12);

    [Fact]
    public void Round_numbers_stay_between() => Prop.ForAll<int, int, bool>(StaysBetween).Check(Cases.Drawn(100));

    [Fact]
    public void A_union_keeps_its_cap_and_beats_a_single_box() => Holds(UnionBeatsBox, 25);

    [Fact]
    public void Trading_sides_at_the_cap_never_loses() => Holds(TradingNeverLoses, 25);

    [Fact]
    public void Edges_take_in_the_same_values() => Holds(EdgesKeepValues, 50);

    private static bool StaysBetween(int a, int b, bool isLog)
    {
        var (low, high) = (Math.Min(a, b) / 97.0, Math.Max(a, b) / 97.0);
        var number = RoundNumber.Between(low, high, isLog);
        return number >= low && number <= high;
    }

    private static bool UnionBeatsBox(int seed)
    {
        var field = Field(seed);
        var one = field.Sum(UnionSearch.Find(field, 1, 0.1));
        var three = field.Sum(UnionSearch.Find(field, 3, 0.1));
        return one.Mass <= 0.1 + 1e-8 && three.Mass <= 0.1 + 1e-8 && three.Gain >= one.Gain * 0.98;
    }

    private static bool TradingNeverLoses(int seed)
    {
        var field = Field(seed);
        var start = BumpHunt.Peel(field, 0.02).Where(b => field.Sum([b]).Mass <= 0.15).Take(1).ToList();
        var (before, after) = (field.Sum(start), field.Sum(CapPolish.Raise(field, start, 0.15)));
        return after.Gain >= before.Gain - 1e-12 && after.Mass <= 0.15 + 1e-8;
    }

    [Fact]
    public void Two_islands_are_found_by_two_boxes()
    {
        var table = Islands();
        var runs = BinnedRuns.Of(table, 100_000, 1);
        var field = BoxField.Of(runs, runs.Top10, [1]);
        var union = UnionSearch.Find(field, 3, 0.1);
        var single = UnionSearch.Find(field, 1, 0.1);

        Assert.True(union.Count >= 2);
        Assert.True(field.Sum(union).Gain > 1.5 * field.Sum(single).Gain);
        Assert.True(field.Sum(union).Gain > 0.085);
    }

    private static bool EdgesKeepValues(int seed)
    {
        var random = new SeededRandom(seed);
        double[] values = [.. Enumerable.Range(0, 40).Select(_ => Math.Round(random.NextNormal(), 1))];
        var column = new ParameterColumn(new ParameterShape("x", ParameterKind.Number), values);
        var parameter = BinnedParameter.Of(column.Shape, values);
        var (a, b) = ((int)random.NextInt(parameter.Count), (int)random.NextInt(parameter.Count));
        var box = new CodeBox([BoxAscent.Bits(Math.Min(a, b), Math.Max(a, b))]);
        var inside = BoxMembership.Inside([BoxEdges.Of(box, [parameter])], [column], values.Length);
        return values.Select((v, i) => ((box.Sides[0] >> parameter.Code(v)) & 1) == 1 == inside[i]).All(x => x);
    }

    [Fact]
    public void Ties_at_the_border_share_a_place_in_the_top()
    {
        var into = new double[10];
        Standing.Top([.. Enumerable.Range(0, 10)], [1, 1, 1, 1, 0, 0, 0, 0, 0, 0], 0.2, into);

        Assert.Equal([0.5, 0.5, 0.5, 0.5, 0, 0, 0, 0, 0, 0], into);
    }

    /// <summary>For so many seeds drawn by FsCheck.</summary>
    private static void Holds(Func<int, bool> property, int times) => Check.One(Cases.Drawn(times), Prop.ForAll(property));

    private static AnalysisTable Islands()
    {
        var random = new SeededRandom(2);
        double[] x = [.. Enumerable.Range(0, 2000).Select(_ => random.NextDouble())];
        double[] y = [.. x.Select(_ => random.NextDouble())];
        double[] outcome = [.. x.Select((a, i) => (Math.Abs(a - 0.2) < 0.11 && Math.Abs(y[i] - 0.8) < 0.11) || (Math.Abs(a - 0.8) < 0.11 && Math.Abs(y[i] - 0.2) < 0.11) ? 1 + (0.01 * i / 2000) : 0.01 * random.NextDouble())];
        return SampleTables.Of([new ParameterShape("x", ParameterKind.Number), new ParameterShape("y", ParameterKind.Number)], [x, y], new MetricShape("m", MetricGoal.Maximize), outcome, [.. Enumerable.Repeat("t", 2000)]).Analyzed();
    }

    private static BoxField Field(int seed)
    {
        var random = new SeededRandom(seed);
        const int n = 300;
        var shapes = new ParameterShape[] { new("a", ParameterKind.Number), new("b", ParameterKind.Integer, Scale.Linear), new ParameterShape("c", ParameterKind.Category) { Levels = ["p", "q", "r", "s"] } };
        double[][] values = [.. shapes.Select((_, j) => Enumerable.Range(0, n).Select(_ => j == 0 ? random.NextDouble() : (double)random.NextInt(4)).ToArray())];
        BinnedParameter[] parameters = [.. shapes.Select((s, j) => BinnedParameter.Of(s, values[j]))];
        byte[][] codes = [.. parameters.Select((p, j) => values[j].Select(p.Code).ToArray())];
        return new BoxField(parameters, codes, [.. Enumerable.Repeat(1.0 / n, n)], [.. Enumerable.Range(0, n).Select(_ => Math.Pow(random.NextDouble(), 4) / n)]);
    }
}
