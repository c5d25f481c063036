using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Variants;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Variants;

public class VariantComparisonTests
{
    /// <summary>Variant b is better by <paramref name="gain"/>, c gains from the rate; tasks have levels of their own.</summary>
    private static RunTable Runs(int tasks, int runs, double gain, double synergy = 0, long seed = 3)
    {
        var random = new SeededRandom(seed);
        var n = tasks * runs;
        var (rate, outcome, task, variant) = (new double[n], new double[n], new string[n], new string[n]);
        for (var i = 0; i < n; i++)
        {
            rate[i] = random.NextDouble();
            variant[i] = "abc"[i % 3].ToString();
            task[i] = $"task {i / runs}";
            outcome[i] = (5 * (i / runs)) + (variant[i] == "b" ? gain : 0) + (variant[i] == "c" ? synergy * (rate[i] - 0.5) : 0) + random.NextNormal();
        }

        return SampleTables.Of([new ParameterShape("rate", ParameterKind.Number)], [rate], new MetricShape("yield", MetricGoal.Maximize), outcome, task, variant);
    }

    private static VariantFindings Compare(RunTable runs, string? target = null) => VariantComparison.Compare(runs.Analyzed(), target, null, null, new VariantOptions { Draws = 2000 }).Value;

    [Fact]
    public void The_better_variant_is_found_with_its_probability()
    {
        var found = Compare(Runs(5, 60, 1.5));

        Assert.Equal("b", found.Standings[0].Variant);
        Assert.True(found.Standings[0].ProbabilityBest > 0.95);
        Assert.True(found.Standings[0].Advantage.Low > 0.3);
        Assert.Equal(1, found.Standings.Sum(s => s.ProbabilityBest), 9);
        Assert.Equal(1, found.Standings.Sum(s => s.NextShare), 9);
        Assert.InRange(found.Standings[0].NextShare, 0.45, 0.6);
        Assert.True(found.Differences.Single(d => d is { First: "b", Second: "a" }).Adjusted < 0.001);
        Assert.All(found.Rankings, r => Assert.True(r.TopHit));
        Assert.Equal(5, found.Rankings.Count);
    }

    [Fact]
    public void Equal_variants_are_not_told_apart()
    {
        var found = Compare(Runs(5, 60, 0));

        Assert.All(found.Differences, d => Assert.True(d.Adjusted > 0.05));
        Assert.All(found.Synergies, s => Assert.True(s.Adjusted > 0.05));
        Assert.All(found.Standings, s => Assert.True(s.NextShare > 0.05));
    }

    [Fact]
    public void A_variant_that_gains_more_from_a_parameter_is_named()
    {
        var found = Compare(Runs(5, 90, 0, 3));

        var synergy = found.Synergies[0];
        Assert.Equal(("c", "rate"), (synergy.Variant, synergy.With));
        Assert.True(synergy.Slope.Low > 0.5);
        Assert.True(synergy.Adjusted < 0.01);
        Assert.False(synergy.IsTaskProperty);
    }

    [Fact]
    public void A_variant_that_gains_from_a_property_of_the_data_is_named()
    {
        var runs = Runs(8, 60, 0);
        double[] tilted = [.. runs.Metrics[0].Replicates[0].Select((y, i) => y + (runs.Variants[i] == "a" ? 0.4 * (i / 60) : 0))];
        var features = Enumerable.Range(0, 8).ToDictionary(t => $"task {t}", t => (IReadOnlyList<NamedValue>)[new NamedValue("size", t)], StringComparer.Ordinal);
        var table = (runs with { Metrics = [new MetricColumn(runs.Metrics[0].Shape, [tilted])] }).Analyzed();
        var found = VariantComparison.Compare(table, null, null, features, new VariantOptions { Draws = 500 }).Value;

        Assert.Contains(found.Synergies, s => s is { Variant: "a", With: "size", IsTaskProperty: true } && s.Slope.Low > 0 && s.Adjusted < 0.05);
    }

    [Fact]
    public void What_is_special_to_the_target_counts_for_it()
    {
        var runs = Runs(6, 90, 1);
        double[] special = [.. runs.Metrics[0].Replicates[0].Select((y, i) => y + (runs.Tasks[i] == "task 2" && runs.Variants[i] == "a" ? 3 : 0))];
        var changed = runs with { Metrics = [new MetricColumn(runs.Metrics[0].Shape, [special])] };

        Assert.Equal("a", Compare(changed, "task 2").Standings[0].Variant);
        Assert.Equal("b", Compare(changed, "task 1").Standings[0].Variant);
        Assert.True(Compare(changed).TaskSd > Compare(runs).TaskSd);
    }

    [Fact]
    public void Neither_the_order_of_rows_nor_the_sign_of_the_metric_changes_anything()
    {
        var runs = Runs(3, 30, 0.5);
        var expected = PlantedTasks.Bytes(Compare(runs));

        Assert.Equal(expected, PlantedTasks.Bytes(Compare(runs.Shuffled(5))));
        Assert.Equal(expected, PlantedTasks.Bytes(Compare(runs.Negated())));
    }

    [Fact]
    public void Top_two_shares_follow_the_formula()
    {
        // Two variants: each gets β of the draws it leads and 1 − β of those it does not.
        Assert.Equal([0.5, 0.5], TopTwo.Shares([0.8, 0.2], [0.2, 0.8], 0.5));
        var shares = TopTwo.Shares([1, 0, 0], [0, 0.75, 0.25], 0.5);
        Assert.Equal([0.5, 0.375, 0.125], shares);
        Assert.Equal(1, TopTwo.Shares([0.5, 0.3, 0.2], [0.3, 0.4, 0.3], 0.7).Sum(), 12);
    }

    [Fact]
    public void Too_little_data_is_an_answer()
    {
        string Why(RunTable runs) => VariantComparison.Compare(runs.Analyzed(), null, null, null, new VariantOptions()).WhyNot!;

        Assert.Contains("No run says its variant", Why(PlantedTasks.Runs(2, 20)), StringComparison.Ordinal);
        var runs = Runs(3, 30, 1);
        Assert.Contains("at least 2 variants", Why(runs with { Variants = SampleTables.Labels(Enumerable.Repeat<string?>("a", 90)) }), StringComparison.Ordinal);
        Assert.Contains("No task has runs of two variants", Why(runs with { Variants = SampleTables.Labels(Enumerable.Range(0, 90).Select(i => $"v{i / 30}")) }), StringComparison.Ordinal);
        Assert.Contains("the same in all runs", Why(runs with { Metrics = [new MetricColumn(runs.Metrics[0].Shape, [new double[90]])] }), StringComparison.Ordinal);
    }
}
