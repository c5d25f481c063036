using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Tests.MetaAnalysis.Regions;

public class RegionSearchTests
{
    private static readonly RegionOptions Quick = new() { Resamples = 6 };

    private static RegionFindings Find(AnalysisTable table, RegionOptions? options = null, string? target = null) => RegionSearch.Find(table, target, null, options ?? Quick).Value;

    [Fact]
    public void The_planted_region_is_recommended()
    {
        var found = Find(PlantedTasks.Runs(4, 200).Analyzed());

        var region = found.Recommended;
        Assert.InRange(region.ShareOfConfigurations, 0.02, 0.1001);
        Assert.True(region.TopDecileProbability.Mean > 0.6, region.Sentence);
        Assert.True(region.TopDecileProbability.Low > 0.2);
        Assert.True(region.ProbabilityBetterThanChance > 0.97);
        Assert.True(region.ExpectedRegret.Mean < region.ExpectedRegretEverywhere.Mean);
        Assert.All(region.Boxes.SelectMany(b => b.Sides).OfType<ChoiceSide>(), s => Assert.Equal(["water"], s.Levels));
        Assert.Contains(region.Boxes.SelectMany(b => b.Sides).OfType<NumberSide>(), s => s.Parameter == "depth" && s.Low is >= 5 and <= 7);
        Assert.Equal(4, region.Tasks);
        Assert.True(region.FoundAgain > 0.5);
        Assert.NotNull(found.Check);
        Assert.True(found.Check.MedianShare > 0.5);
    }

    [Fact]
    public void Edges_are_numbers_that_people_set()
    {
        var found = Find(PlantedTasks.Runs(4, 200).Analyzed());

        var edges = found.Promising.Prepend(found.Recommended).SelectMany(r => r.Boxes).SelectMany(b => b.Sides).OfType<NumberSide>().SelectMany(s => new[] { s.Low, s.High }).OfType<double>().ToArray();
        Assert.NotEmpty(edges);
        Assert.All(edges, e => Assert.True(e.ToString("R", System.Globalization.CultureInfo.InvariantCulture).Trim('0', '.', '-').Replace(".", "", StringComparison.Ordinal).Split('E')[0].Length <= 3, $"{e}"));
        Assert.All(found.Promising.Prepend(found.Recommended), r => Assert.True(Math.Abs(r.RoundingCost) < 0.05, $"{r.Sentence}: {r.RoundingCost}"));
    }

    [Fact]
    public void Boxes_hold_what_they_say()
    {
        var table = PlantedTasks.Runs(3, 150).Analyzed();
        var found = Find(table);

        foreach (var region in found.Promising)
        {
            var inside = BoxMembership.Inside(region.Boxes, table.Parameters, table.Count);
            Assert.Equal(region.Runs, inside.Count(x => x));
            Assert.Equal(region.Runs, region.ByTask.Sum(t => t.Inside));
        }
    }

    [Fact]
    public void Maximize_is_minimize_of_the_negation_and_no_order_of_rows_changes_anything()
    {
        var runs = PlantedTasks.Runs(3, 120);
        var expected = PlantedTasks.Bytes(Find(runs.Analyzed()));

        var negated = Find(runs.Negated().Analyzed());
        var shown = negated with { Recommended = Shown(negated.Recommended), Promising = [.. negated.Promising.Select(Shown)], Risky = [.. negated.Risky.Select(Shown)] };
        Assert.Equal(expected, PlantedTasks.Bytes(shown));
        Assert.Equal(expected, PlantedTasks.Bytes(Find(runs.Shuffled(3).Analyzed())));

        // The best value of a task is told on the metric's own scale.
        static Region Shown(Region region) => region with { ByTask = [.. region.ByTask.Select(t => t with { Best = -t.Best })] };
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bytes()
    {
        var table = PlantedTasks.Runs(3, 120).Analyzed();

        Assert.Equal(PlantedTasks.Bytes(Find(table)), PlantedTasks.Bytes(Find(table, Quick with { Threads = 3 })));
    }

    [Fact]
    public void One_task_gives_wide_intervals_and_says_why()
    {
        var one = Find(PlantedTasks.Runs(1, 200).Analyzed());
        var many = Find(PlantedTasks.Runs(8, 200).Analyzed());

        Assert.Contains(one.Remarks, r => r.StartsWith("Only one task", StringComparison.Ordinal));
        Assert.Null(one.Check);
        static double Width(Region r) => r.TopDecileProbability.High - r.TopDecileProbability.Low;
        Assert.True(Width(one.Recommended) > 1.4 * Width(many.Recommended), $"{Width(one.Recommended)} {Width(many.Recommended)}");
    }

    [Fact]
    public void Runs_of_the_target_itself_count_fully()
    {
        // Task 3 turns everything around: where the others are good, it is bad.
        var table = PlantedTasks.Runs(4, 200, 1, 3).Analyzed();
        var others = Find(table).Recommended.TopDecileProbability;
        var target = Find(table, target: "task 3").Recommended.TopDecileProbability;

        Assert.True(target.Mean < 0.5 * others.Mean);
    }

    [Fact]
    public void Where_runs_fail_is_named_as_risky_and_is_not_recommended()
    {
        var runs = PlantedTasks.Runs(3, 200);
        var (rate, solvent) = (runs.Parameters[0].Values, runs.Parameters[2].Values);
        var status = runs.Status.Select((_, i) => solvent[i] == 2 && rate[i] > 1e-3 ? RunStatus.Failed : RunStatus.Completed).ToArray();
        var found = Find((runs with { Status = status }).Analyzed());

        Assert.Contains(found.Risky, r => r.RiskInside.Mean > 0.6 && r.Boxes[0].Sides.OfType<ChoiceSide>().Any(s => s.Levels.Contains("water")));
        Assert.True(found.Recommended.RiskInside.Mean < 0.35);
        Assert.All(found.Risky, r => Assert.Equal(RegionKind.Risky, r.Kind));
    }

    [Fact]
    public void Where_runs_are_dear_is_named()
    {
        var runs = PlantedTasks.Runs(3, 200);
        double[] cost = [.. runs.Parameters[1].Values.Select((d, i) => d == 10 ? 100 + i : i / 100.0)];
        var found = Find((runs with { Cost = cost }).Analyzed());

        Assert.Contains(found.Dear, r => r.Boxes[0].Sides.OfType<NumberSide>().Any(s => s.Parameter == "depth" && s.Low >= 9));
        Assert.True(found.Dear[0].CostInside > 10 * found.Dear[0].CostOutside);
    }

    [Fact]
    public void A_parameter_that_is_not_always_active_can_bound_a_region()
    {
        var runs = PlantedTasks.Runs(3, 200);
        var (rate, outcome) = (runs.Parameters[0].Values, runs.Metrics[0].Replicates[0]);
        double[] momentum = [.. rate.Select((_, i) => i % 2 == 0 ? double.NaN : (i % 10) / 10.0)];
        double[] better = [.. outcome.Select((y, i) => y + (i % 2 == 0 ? 2 : 0))];
        var table = (runs with
        {
            Parameters = [.. runs.Parameters, new ParameterColumn(new ParameterShape("momentum", ParameterKind.Number), momentum)],
            Metrics = [new MetricColumn(runs.Metrics[0].Shape, [better])],
        }).Analyzed();

        var found = Find(table);
        Assert.Contains(found.Recommended.Boxes[0].Sides, s => s is ChoiceSide { Parameter: "momentum", Levels.Count: 0, TakesInactive: true });
        Assert.Contains("momentum not active", found.Recommended.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Choices_that_tasks_do_not_share_are_left_out_and_very_many_are_told_apart_by_frequency()
    {
        var runs = PlantedTasks.Runs(3, 200);
        double[] own = [.. Enumerable.Range(0, runs.Count).Select(i => (double)(i / 200))];
        double[] lots = [.. Enumerable.Range(0, runs.Count).Select(i => (double)(i % 300))];
        var table = (runs with
        {
            Parameters =
            [
                .. runs.Parameters,
                new ParameterColumn(new ParameterShape("product", ParameterKind.Category) { Levels = ["p0", "p1", "p2"] }, own),
                new ParameterColumn(new ParameterShape("lot", ParameterKind.Category) { Levels = [.. Enumerable.Range(0, 300).Select(i => $"l{i:000}")] }, lots),
            ],
        }).Analyzed();

        var found = Find(table);
        Assert.Contains(found.Remarks, r => r.Contains("product", StringComparison.Ordinal) && r.StartsWith("Left out", StringComparison.Ordinal));
        Assert.Contains(found.Remarks, r => r.StartsWith("lot has 300 choices", StringComparison.Ordinal));
        Assert.DoesNotContain(found.Promising.SelectMany(r => r.Boxes).SelectMany(b => b.Sides), s => s.Parameter == "product");
    }

    [Fact]
    public void Too_little_data_is_an_answer()
    {
        var runs = PlantedTasks.Runs(2, 20);
        string Why(RunTable table) => RegionSearch.Find(table.Analyzed(), null, null, Quick).WhyNot!;

        Assert.Contains("at least 10", Why(PlantedTasks.Runs(3, 4)), StringComparison.Ordinal);
        Assert.Contains("the same in all runs", Why(runs with { Metrics = [new MetricColumn(runs.Metrics[0].Shape, [new double[runs.Count]])] }), StringComparison.Ordinal);
        Assert.Contains("no parameters", Why(runs with { Parameters = [] }), StringComparison.Ordinal);
        Assert.Contains("Leave", LeaveOneTaskOut.Try(runs.Analyzed(), Quick).WhyNot ?? "Leave", StringComparison.OrdinalIgnoreCase);
        Assert.False(LeaveOneTaskOut.Try(runs.Analyzed(), Quick).HasValue);
    }

    [Fact]
    public void A_canceled_search_ends()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => RegionSearch.Find(PlantedTasks.Runs(3, 60).Analyzed(), null, null, Quick, null, source.Token));
    }
}
