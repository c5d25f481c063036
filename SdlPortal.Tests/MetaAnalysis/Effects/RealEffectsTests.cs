using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.MetaAnalysis.Effects;

/// <summary>What is known of real tables must come out.</summary>
public sealed class RealEffectsTests
{
    [Fact]
    public void Of_networks_the_learning_rate_leads_interacts_with_width_and_has_a_threshold()
    {
        string[] names = ["australian", "vehicle"];
        var table = SampleTables.Networks().OfTasks(names.Contains).Analyzed(OutcomeScale.Raw);
        var report = EffectsAnalysis.Run(table, new EffectsOptions { Threads = 2 }, 1);
        Assert.Equal(names, report.Tasks.Select(t => t.Task));
        foreach (var task in report.Tasks)
        {
            var forest = task.Forest.Value;
            Assert.True(forest.RSquared > 0.85);
            foreach (var leading in new[] { forest, task.Gaussian.Value, task.Top.Value })
                Assert.Equal("learning_rate_init", leading.Parameters.MaxBy(p => p.First.Value)!.Parameter);
            Assert.True(forest.Pairs.Single(p => p is { First: "learning_rate_init", Second: "width" }).Interaction.Low > 0.005);

            // Both models, built on nothing in common, agree.
            foreach (var parameter in task.Gaussian.Value.Parameters)
                Assert.Equal(forest.Parameters.Single(p => p.Parameter == parameter.Parameter).First.Value, parameter.First.Value, 0.12);

            // Beyond about 0.01 networks collapse; at 1 they guess.
            var threshold = task.Thresholds.Single(t => t is { HasValue: true, Value.Parameter: "learning_rate_init" }).Value;
            Assert.InRange(threshold.At, 1e-3, 0.1);
            Assert.True(threshold.AdjustedP < 0.01);
            var curve = task.PartialDependence.Single(c => c.Parameter == "learning_rate_init");
            Assert.Equal(10, curve.Points.Count);
            Assert.True(curve.Points[^1].High < curve.Points.Max(p => p.Low) - 0.2);
            Assert.Equal(50, curve.Individual.Count, 15.0);
            Assert.All(curve.Points, p => Assert.InRange(p.Value, p.Low, p.High));
        }

        var pooled = report.FirstOrder.Value.Single(f => f.Name == "learning_rate_init");
        Assert.Equal(2, pooled.Tasks.Count);
        Assert.InRange(pooled.Mean.Value, pooled.Own.Min(o => o.Value), pooled.Own.Max(o => o.Value));
        Assert.All(pooled.Shrunken.Zip(pooled.Own), p => Assert.InRange(p.First.Value, Math.Min(p.Second.Value, pooled.Mean.Value) - 1e-3, Math.Max(p.Second.Value, pooled.Mean.Value) + 1e-3));
        Assert.InRange(pooled.OnScale.ISquared, 0, 100);
    }

    [Fact]
    public void Of_a_complete_factorial_first_order_shares_are_those_of_the_analysis_of_variance()
    {
        var table = SampleTables.Couplings().OfTasks(t => t == "buchwald_a").Analyzed(OutcomeScale.Raw);
        var forest = Assert.Single(EffectsAnalysis.Run(table, new EffectsOptions { Gaussian = false, Threads = 2 }, 1).Tasks).Forest.Value;
        var eta = GoldenFile.Read("g_anova_buchwald").GetProperty("eta_squared_main");

        // Shares are of what the forest explains; the analysis of variance divides by all variance.
        foreach (var parameter in forest.Parameters)
            Assert.Equal(eta.GetProperty(parameter.Parameter).GetDouble(), parameter.First.Value * forest.RSquared, 0.04);
        Assert.Equal(6, forest.Pairs.Count);
        Assert.InRange(forest.Parameters.Sum(p => p.First.Value) + forest.Pairs.Sum(p => p.Interaction.Value), 0.85, 1.02);
    }

    [Fact]
    public void Of_cells_the_edge_into_the_output_from_the_input_matters_and_categories_carry_all()
    {
        var table = SampleTables.Cells().OfTasks(t => t == "cifar10").Analyzed();
        var task = Assert.Single(EffectsAnalysis.Run(table, new EffectsOptions { Gaussian = false, Threads = 2 }, 1).Tasks);
        Assert.Equal(["Op3", "Op0", "Op5"], task.Forest.Value.Parameters.OrderByDescending(p => p.First.Value).Select(p => p.Parameter).Take(3));
        Assert.All(task.Forest.Value.Parameters, p => Assert.True(p.Total!.Value.Value > p.First.Value));
        var curve = task.MainEffects.Single(c => c.Parameter == "Op3");
        Assert.Equal("nor_conv_3x3", curve.Points.MaxBy(p => p.Value).Label);
        Assert.All(task.Thresholds, t => Assert.False(t.HasValue));
    }
}
