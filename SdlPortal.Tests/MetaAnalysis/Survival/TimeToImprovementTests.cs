using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Survival;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Survival;

public sealed class TimeToImprovementTests
{
    /// <summary>Twelve tasks, two variants of 30 runs each; the fast one draws from a better distribution.</summary>
    private static AnalysisTable Table(bool started, double advantage, out bool[] fast)
    {
        var random = new SeededRandom(9);
        const int Count = 12 * 60;
        var (outcomes, tasks, variants, start, cost) = (new double[Count], new int[Count], new int[Count], new double[Count], new double[Count]);
        fast = new bool[Count];
        for (var i = 0; i < Count; i++)
        {
            (tasks[i], variants[i]) = (i / 60, i % 2);
            fast[i] = variants[i] == 1;
            outcomes[i] = tasks[i] + random.NextNormal() + (fast[i] ? advantage : 0);
            (start[i], cost[i]) = (started ? random.NextDouble() : double.NaN, 2);
        }

        return new AnalysisTable
        {
            Metric = new MetricShape("yield", MetricGoal.Maximize, "%"),
            Parameters = [],
            Outcomes = outcomes,
            Variances = [.. outcomes.Select(_ => double.NaN)],
            Tasks = new LabelColumn([.. Enumerable.Range(0, 12).Select(t => $"task {t:00}")], tasks),
            Variants = new LabelColumn(["crawling", "fast"], variants),
            Start = start,
            DurationSeconds = [.. outcomes.Select(_ => double.NaN)],
            Cost = cost,
            Rows = [.. Enumerable.Range(0, Count)],
        };
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_better_variant_gets_there_sooner(bool started)
    {
        var times = TimeToImprovement.Of(Table(started, 1.2, out _)).Value;

        Assert.Equal(24, times.Pursuits.Count);
        Assert.Equal(["crawling", "fast"], times.Curves.Select(c => c.Name));
        Assert.Equal([12, 12], times.Curves.Select(c => c.Count));
        Assert.True(KaplanMeier.Quantile(times.Curves[1], 0.5).Time < (KaplanMeier.Quantile(times.Curves[0], 0.5).Time ?? double.PositiveInfinity));
        Assert.True(times.Difference.Value.PValue < 0.05, times.Difference.Value.PValue.ToString(CultureInfo.InvariantCulture));
        var coefficient = Assert.Single(times.Cox.Value.Coefficients);
        Assert.Equal("variant fast (against crawling)", coefficient.Name);
        Assert.True(coefficient.HazardRatioInterval.Low > 1);
        Assert.StartsWith(started ? "by start" : "at random, 20 times", times.Order, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_orders_repeat_subjects_without_making_anything_surer()
    {
        var table = Table(false, 0.5, out _);
        var few = TimeToImprovement.Of(table, new ImprovementQuestion { RandomOrders = 10 }).Value;
        var many = TimeToImprovement.Of(table, new ImprovementQuestion { RandomOrders = 80 }).Value;

        Assert.Equal(24, few.Overall.Count);
        Assert.Equal(24, many.Overall.Count);
        Assert.Equal(1, many.Cox.Value.Coefficients[0].StandardError / few.Cox.Value.Coefficients[0].StandardError, 0.25);
        Assert.Equal(KaplanMeier.At(few.Overall, 10), KaplanMeier.At(many.Overall, 10), 0.08);
        Assert.Equal(few.Overall.Survival, TimeToImprovement.Of(table, new ImprovementQuestion { RandomOrders = 10 }).Value.Overall.Survival);
    }

    /// <summary>No difference: p-values of the log-rank test below 5 % are rare, also from repeated random orders.</summary>
    [Fact]
    public void Where_nothing_differs_nothing_is_claimed()
    {
        var claims = 0;
        for (var round = 0; round < 20; round++)
        {
            var random = new SeededRandom(100 + round);
            var table = Table(false, 0, out _);
            table = table with { Outcomes = [.. table.Outcomes.Select(_ => random.NextNormal())] };
            claims += TimeToImprovement.Of(table, new ImprovementQuestion { RandomOrders = 5 }).Value.Difference.Value.PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(claims, 0, 3);
    }

    [Fact]
    public void A_region_is_judged_within_each_task_and_costs_are_counted()
    {
        var table = Table(true, 1.2, out var fast) with { Variants = LabelColumn.Empty(720) };
        var question = new ImprovementQuestion { InRegion = fast, Effort = EffortKind.Cost, Improvement = new Improvement(ImprovementKind.ShareOfWay, 0.8) };
        var times = TimeToImprovement.Of(table, question).Value;

        Assert.Equal(["in the region", "outside"], times.Curves.Select(c => c.Name));
        Assert.True(times.Cox.Value.Coefficients[0].HazardRatioInterval.Low > 1);
        Assert.All(times.Pursuits, p => Assert.Equal(0, p.Effort % 2));
        Assert.Equal("80 % of the way from the task's median to its best", question.Improvement.Text);
        Assert.Equal("the best 5 % of the task's outcomes", Improvement.Default.Text);
        var unknown = TimeToImprovement.Of(table, question with { Effort = EffortKind.Seconds });
        Assert.StartsWith("0 sequences of runs from 12 tasks", unknown.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void A_monotone_change_of_scale_changes_no_time()
    {
        var table = Table(true, 1, out _);
        var stretched = table with { Outcomes = [.. table.Outcomes.Select(y => (1024 * y) - 512)] };
        Assert.Equal(TimeToImprovement.Of(table).Value.Pursuits, TimeToImprovement.Of(stretched).Value.Pursuits);
    }

    /// <summary>600 learning curves in steps of 10 epochs, so 296 events fall on ten times; the three replicate runs do not differ, the solvers do, and the three treatments of ties agree about it.</summary>
    [SharedDataFact]
    public void Learning_curves_with_heavy_ties_show_that_adam_gets_there_sooner()
    {
        var rows = File.ReadLines(SharedData.Path("deepcave_digits_sklearn/digits_sklearn.csv")).Skip(1).Select(l => l.Split(',')).GroupBy(f => f[0] + "/" + f[1], StringComparer.Ordinal).ToList();
        List<LearningCurve> curves = [.. rows.Select(g => new LearningCurve("accuracy", [.. g.Select(f => double.Parse(f[2], CultureInfo.InvariantCulture))], [.. g.Select(f => double.Parse(f[4], CultureInfo.InvariantCulture))]))];
        var (sample, indices) = CurveTimes.ToThreshold(curves, 0.95, MetricGoal.Maximize);
        Assert.Equal(600, sample.Count);
        Assert.All(sample.Times, t => Assert.Equal(0, t % 10));

        string Of(int curve, int column) => rows[indices[curve]].First()[column];
        var solver = new LabelColumn(["adam", "sgd"], [.. Enumerable.Range(0, 600).Select(i => Of(i, 13) == "adam" ? 0 : 1)]);
        var runs = new LabelColumn(["run_1", "run_2", "run_3"], [.. Enumerable.Range(0, 600).Select(i => Of(i, 0)[^1] - '1')]);
        Assert.True(LogRank.Test(sample, solver, runs).Value.PValue < 0.02);
        Assert.True(LogRank.Test(sample, runs).Value.PValue > 0.1);
        Moderator adam = new("adam", [.. solver.Codes.Select(c => 1.0 - c)]), rate = new("log learning rate", [.. Enumerable.Range(0, 600).Select(i => Math.Log(double.Parse(Of(i, 10), CultureInfo.InvariantCulture)))]);
        var fits = Enum.GetValues<TiesMethod>().ToDictionary(t => t, t => CoxRegression.Fit(sample, [adam, rate], t, runs).Value);
        Assert.All(fits.Values, f => Assert.True(f.Coefficients[0].HazardRatioInterval.Low > 1.05));
        // Breslow's treatment draws to 0 under ties, the exact one is of odds and so the largest.
        Assert.True(fits[TiesMethod.Breslow].Coefficients[0].Estimate < fits[TiesMethod.Efron].Coefficients[0].Estimate);
        Assert.True(fits[TiesMethod.Efron].Coefficients[0].Estimate < fits[TiesMethod.Exact].Coefficients[0].Estimate);
        var curve = KaplanMeier.Estimate("all", sample);
        Assert.Equal(sample.EventCount, curve.Events.Sum());
    }
}
