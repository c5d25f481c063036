using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Analytics.Models.Validation;
using SdlPortal.Domain.Numerics;
using static SdlPortal.Tests.Analytics.Models.ModelTables;

namespace SdlPortal.Tests.Analytics.Models.Validation;

public sealed class RowSplitsTests
{
    private static ModelTask Task(double[] outcomes, int classes = 0, int[]? groups = null, double[]? order = null) => new(
        Of((Number("x"), outcomes)), [.. Enumerable.Range(0, outcomes.Length)], "y", null, classes == 0 ? TargetKind.Number : TargetKind.Class, [.. Enumerable.Range(0, classes).Select(k => $"c{k}")], outcomes, groups, order, ["x"], new ComparisonSettings("y"));

    private static int[] All(int rows) => [.. Enumerable.Range(0, rows)];

    [Fact]
    public void Every_row_is_tested_once_in_each_repeat_and_never_learned_from_then()
    {
        var splits = RowSplits.Of(Task(Normals(1, 23)), All(23), 5, 3, seed: 7);
        Assert.Equal(15, splits.Count);
        Assert.All(splits, s => Assert.Equal(All(23), s.Training.Concat(s.Test).Order()));
        Assert.All(splits, s => Assert.InRange(s.Test.Length, 4, 5));
        foreach (var repeat in splits.GroupBy(s => s.Repeat))
            Assert.Equal(All(23), repeat.SelectMany(s => s.Test).Order());
        Assert.NotEqual(splits[0].Test, splits[5].Test);
    }

    [Fact]
    public void Classes_have_equal_shares_in_every_part()
    {
        double[] classes = [.. Enumerable.Range(0, 50).Select(i => i < 5 ? 1.0 : 0)];
        Assert.All(RowSplits.Of(Task(classes, 2), All(50), 5, 2, seed: 1), s => Assert.Equal(1, s.Test.Count(r => r < 5)));
    }

    [Fact]
    public void No_group_stands_on_both_sides()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new SeededRandom(seed);
            int[] groups = [.. Enumerable.Range(0, 40).Select(_ => (int)random.NextInt(2 + (seed % 12)))];
            foreach (var split in RowSplits.Of(Task(Normals(seed, 40), groups: groups), All(40), 5, 2, seed))
                Assert.Empty(split.Training.Select(r => groups[r]).Intersect(split.Test.Select(r => groups[r])));
        }
    }

    [Fact]
    public void In_order_of_time_only_the_past_is_learned_from_also_where_times_are_alike()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new SeededRandom(seed);
            double[] order = [.. Enumerable.Range(0, 40).Select(_ => (double)random.NextInt(3 + seed))];
            var splits = RowSplits.Of(Task(Normals(seed, 40), order: order), All(40), 5, 4, seed);
            Assert.All(splits, s => Assert.True(s.Training.Max(r => order[r]) < s.Test.Min(r => order[r])));
            Assert.True(seed < 10 || splits.Count >= 3);
        }
    }
}
