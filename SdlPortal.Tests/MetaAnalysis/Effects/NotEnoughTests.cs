using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Effects;

public sealed class NotEnoughTests
{
    private static readonly EffectsOptions Options = new() { Threads = 2 };

    [Fact]
    public void Where_nothing_matters_the_model_explains_nothing_or_every_interval_holds_zero()
    {
        var silent = 0;
        for (var seed = 0; seed < 8; seed++)
        {
            var random = SeededRandom.Derive(seed, 5);
            ParameterColumn[] columns = [.. Enumerable.Range(0, 5).Select(j => Column($"p{j}", [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())]))];
            double[] outcomes = [.. Enumerable.Range(0, 200).Select(_ => random.NextNormal())];
            var forest = Study(columns, outcomes).Forest;
            if (forest.HasValue)
            {
                Assert.All(forest.Value.Parameters, p => Assert.True(p.First.IncludesZero));
                continue;
            }

            Assert.Contains("explains nothing", forest.WhyNot, StringComparison.Ordinal);
            Assert.Contains("200 runs", forest.WhyNot, StringComparison.Ordinal);
            silent++;
        }

        Assert.True(silent >= 6, $"{silent} of 8 data sets of pure noise were answered with \"explains nothing\".");
    }

    [Fact]
    public void A_parameter_without_effect_has_an_interval_that_holds_zero_beside_one_that_matters()
    {
        var missed = 0;
        for (var seed = 0; seed < 10; seed++)
        {
            var random = SeededRandom.Derive(seed, 6);
            ParameterColumn[] columns = [.. Enumerable.Range(0, 4).Select(j => Column($"p{j}", [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())]))];
            double[] outcomes = [.. Enumerable.Range(0, 200).Select(i => (4 * columns[0].Values[i]) + random.NextNormal())];
            var shares = FunctionalAnova.Of(HalfForests.Grow(columns, outcomes, 1, 2, null, default), EffectMeasure.Box, 1, 2, default).Parameters();
            Assert.False(shares[0].First.IncludesZero);
            missed += shares.Skip(1).Count(p => !p.First.IncludesZero);
        }

        // 30 intervals of 95 %, cut at 0: more than 4 beside the truth would be worse than chance allows (p = 0.01).
        Assert.InRange(missed, 0, 4);
    }

    [Theory]
    [InlineData(9, "9 runs with a result; at least 10")]
    [InlineData(1, "1 run with a result")]
    public void Few_runs_are_an_answer(int count, string words)
    {
        var effects = Study([Column("p", [.. Enumerable.Range(0, count).Select(i => (double)i)])], [.. Enumerable.Range(0, count).Select(i => (double)i)]);
        Assert.Contains(words, effects.Forest.WhyNot, StringComparison.Ordinal);
        Assert.Contains(words, effects.Gaussian.WhyNot, StringComparison.Ordinal);
        Assert.Contains(words, effects.Top.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_metric_and_parameters_that_never_vary_are_answers()
    {
        double[] x = [.. Enumerable.Range(0, 40).Select(i => (double)i)];
        Assert.Contains("same in all 40 runs", Study([Column("p", x)], [.. Enumerable.Repeat(0.3, 40)]).Forest.WhyNot, StringComparison.Ordinal);
        var level = new ParameterColumn(new ParameterShape("c", ParameterKind.Category) { Levels = ["only"] }, new double[40]);
        var missing = Column("m", [.. Enumerable.Repeat(double.NaN, 40)]);
        Assert.Contains("No parameter varies", Study([level, missing], x).Forest.WhyNot, StringComparison.Ordinal);

        // Beside one that varies they have no share and no curve.
        var effects = Study([level, missing, Column("p", x)], x);
        Assert.Equal([0, 0], effects.Forest.Value.Parameters.Take(2).Select(p => p.First.Value));
        Assert.Equal("p", Assert.Single(effects.MainEffects).Parameter);
        Assert.Contains("no order", effects.Trends[0].WhyNot, StringComparison.Ordinal);
        Assert.Contains("0 runs with m", effects.Trends[1].WhyNot, StringComparison.Ordinal);
        Assert.Equal(1, effects.Trends[2].Value.Spearman, 1e-12);
    }

    [Fact]
    public void Five_thousand_levels_and_hundreds_of_parameters_are_taken()
    {
        var random = new SeededRandom(3);
        var wide = Enumerable.Range(0, 300).Select(j => Column($"p{j:0000}", [.. Enumerable.Range(0, 100).Select(_ => random.NextDouble())])).ToArray();
        var report = Study(wide, [.. wide[17].Values.Select(v => v > 0.5 ? 1.0 : 0)]).Forest.Value;
        Assert.Equal("p0017", report.Parameters.MaxBy(p => p.First.Value)!.Parameter);

        double[] levels = [.. Enumerable.Range(0, 10_000).Select(i => (double)(i % 5000))];
        var many = new ParameterColumn(new ParameterShape("c", ParameterKind.Category) { Levels = [.. Enumerable.Range(0, 5000).Select(l => $"{l:0000}")] }, levels);
        double[] x = [.. levels.Select(_ => random.NextDouble())];
        var mixed = Study([many, Column("x", x)], [.. levels.Select((l, i) => (l % 2) + (0.2 * x[i]))]).Forest.Value;
        Assert.True(mixed.Parameters[0].First.Value > 0.8);
    }

    [Fact]
    public void One_task_is_not_enough_to_pool()
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(i => (double)i)];
        var runs = SampleTables.Of([new("p", ParameterKind.Number)], [x], new MetricShape("m", MetricGoal.Maximize), x, [.. Enumerable.Repeat("only", 60)]);
        var report = EffectsAnalysis.Run(runs.Analyzed(), Options with { Gaussian = false }, 1);
        Assert.Contains("1 task with effects; at least 2", report.FirstOrder.WhyNot, StringComparison.Ordinal);
    }

    private static EffectsOfTask Study(ParameterColumn[] columns, double[] outcomes) => TaskStudy.Of("task", columns, outcomes, outcomes.Length, Options with { Gaussian = outcomes.Length < 10 }, 1, null, default);

    private static ParameterColumn Column(string name, double[] values) => new(new ParameterShape(name, ParameterKind.Number), values);
}
