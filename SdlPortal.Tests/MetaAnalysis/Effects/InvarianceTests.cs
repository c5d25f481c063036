using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Effects;

public sealed class InvarianceTests
{
    private static readonly EffectsOptions Options = new() { Threads = 2, Gaussian = false };

    [Fact]
    public void Maximizing_equals_minimizing_the_negation()
    {
        var runs = Runs(40);
        var gaussian = Options with { Gaussian = true };
        Assert.Equal(EffectText.Of(EffectsAnalysis.Run(runs.Analyzed(OutcomeScale.Raw), gaussian, 1)), EffectText.Of(EffectsAnalysis.Run(runs.Negated().Analyzed(OutcomeScale.Raw), gaussian, 1)));
    }

    [Fact]
    public void The_order_of_rows_and_columns_and_the_number_of_threads_change_nothing()
    {
        var runs = Runs(60);
        var text = Text(runs);
        Assert.Contains("rate", text, StringComparison.Ordinal);

        int[] shuffled = [.. Enumerable.Range(0, runs.Count)];
        new SeededRandom(4).Shuffle<int>(shuffled);
        var permuted = runs.Rows(shuffled);
        Assert.Equal(text, Text(permuted with { Parameters = [.. permuted.Parameters.Reverse()] }));
        Assert.Equal(text, EffectText.Of(EffectsAnalysis.Run(runs.Analyzed(OutcomeScale.Raw), Options with { Threads = 1 }, 1)));
        Assert.NotEqual(text, EffectText.Of(EffectsAnalysis.Run(runs.Analyzed(OutcomeScale.Raw), Options, 2)));
    }

    [Fact]
    public void Scaling_and_shifting_the_outcome_leaves_every_share()
    {
        var runs = Runs(80);
        var moved = runs with { Metrics = [.. runs.Metrics.Select(m => m with { Replicates = [.. m.Replicates.Select(v => v.Select(y => (250 * y) - 1e3).ToArray())] })] };
        Same(Shares(runs), Shares(moved));
    }

    [Fact]
    public void Other_names_of_levels_leave_every_share()
    {
        var runs = Runs(80);
        var kinds = runs.Parameters.Single(p => p.Shape.IsCategory);

        // a, b, c, d become d, c, b, a: the same choices under names that sort the other way.
        var last = kinds.Shape.Levels.Count - 1;
        var renamed = runs with { Parameters = [.. runs.Parameters.Select(p => p == kinds ? p with { Values = [.. p.Values.Select(v => last - v)] } : p)] };
        Same(Shares(runs), Shares(renamed));
    }

    private static void Same(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, 1e-9));
    }

    private static double[] Shares(RunTable runs) => [.. EffectsAnalysis.Run(runs.Analyzed(OutcomeScale.Raw), Options, 1).Tasks.SelectMany(t => t.Forest.Value.Parameters.SelectMany(p => new[] { p.First.Value, p.First.StandardError, p.Total!.Value.Value })
        .Concat(t.Forest.Value.Pairs.Select(p => p.Interaction.Value)))];

    private static string Text(RunTable runs) => EffectText.Of(EffectsAnalysis.Run(runs.Analyzed(OutcomeScale.Raw), Options, 1));

    /// <summary>Two tasks, a number on a log scale, a conditional one, a category and a parameter that does nothing.</summary>
    private static RunTable Runs(int each)
    {
        var random = new SeededRandom(11);
        var n = 2 * each;
        double[] rate = [.. Enumerable.Range(0, n).Select(_ => Math.Pow(10, -4 * random.NextDouble()))];
        double[] kind = [.. Enumerable.Range(0, n).Select(_ => (double)random.NextInt(4))];
        double[] momentum = [.. kind.Select(k => k < 2 ? random.NextDouble() : double.NaN)];
        double[] idle = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
        double[] outcomes = [.. Enumerable.Range(0, n).Select(i => -Math.Abs(Math.Log10(rate[i]) + 2) + (kind[i] == 1 ? 1 : 0) + (double.IsNaN(momentum[i]) ? 0 : momentum[i]) + (0.1 * random.NextNormal()))];
        return SampleTables.Of(
            [new("rate", ParameterKind.Number, Domain.SearchSpaces.Scale.Log), new("a kind", ParameterKind.Category) { Levels = ["a", "b", "c", "d"] }, new("momentum", ParameterKind.Number), new("idle", ParameterKind.Number)],
            [rate, kind, momentum, idle],
            new MetricShape("score", MetricGoal.Maximize),
            outcomes,
            [.. Enumerable.Range(0, n).Select(i => i < each ? "one" : "two")]);
    }
}
