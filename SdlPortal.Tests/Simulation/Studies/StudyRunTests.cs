using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;

namespace SdlPortal.Tests.Simulation.Studies;

public sealed class StudyRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_whatever_the_threads_and_interruptions()
    {
        await SmallStudies.RunAsync(At("one"), SmallStudies.Plan, threads: 1);
        await SmallStudies.RunAsync(At("four"), SmallStudies.Plan, threads: 4);
        await SmallStudies.InterruptAsync(At("interrupted"), SmallStudies.Plan, after: 5, threads: 3);
        await SmallStudies.InterruptAsync(At("interrupted"), SmallStudies.Plan, after: 20, threads: 1);
        await SmallStudies.RunAsync(At("interrupted"), SmallStudies.Plan);
        await SmallStudies.RunAsync(At("other"), SmallStudies.Plan with { Seed = 12 });

        Assert.Equal(SmallStudies.Text(At("one")), SmallStudies.Text(At("four")));
        Assert.Equal(SmallStudies.Text(At("one")), SmallStudies.Text(At("interrupted")));
        Assert.NotEqual(SmallStudies.Text(At("one")), SmallStudies.Text(At("other")));
        // Of the summary everything but the times.
        Assert.Equal(Numbers("one"), Numbers("interrupted"));
        Assert.Empty(Directory.GetFiles(At("one"), "*.new"));
        Assert.Equal(1 + (12 * 3), File.ReadAllLines(Path.Combine(At("interrupted"), "study.jsonl")).Length);
    }

    [Fact]
    public async Task A_wider_plan_computes_only_what_is_new_and_ends_as_if_it_had_been_the_plan_at_once()
    {
        var small = SmallStudies.Plan with { Problems = [SmallStudies.Plan.Problems[0]], Delays = [2], Strategies = ["ei"], Repetitions = 2 };
        await SmallStudies.RunAsync(At("grown"), small);
        using (var run = StudyRun.Resume(At("grown"), SmallStudies.Plan, TimeProvider.System))
            Assert.Equal((2, 36), (run.Progress.Finished, run.Progress.Total));
        await SmallStudies.RunAsync(At("grown"), SmallStudies.Plan);
        await SmallStudies.RunAsync(At("whole"), SmallStudies.Plan);

        Assert.Equal(SmallStudies.Text(At("whole")), SmallStudies.Text(At("grown")));
        // A narrower plan shows what it asks for; the rest stays where it is.
        Assert.Equal(2, (await SmallStudies.RunAsync(At("grown"), small)).Cells.Single().Regrets.Count);
        await SmallStudies.RunAsync(At("grown"), SmallStudies.Plan);
        Assert.Equal(SmallStudies.Text(At("whole")), SmallStudies.Text(At("grown")));
    }

    [Fact]
    public async Task All_strategies_meet_the_same_initial_points_and_noise()
    {
        await SmallStudies.RunAsync(At("a"), SmallStudies.Plan);

        var rows = SmallStudies.Rows(At("a"), "observations.csv");
        var initial = rows.Where(r => Number(r["observation"]) < SmallStudies.Plan.Initial)
            .GroupBy(r => (r["problem"], r["repetition"], r["observation"])).Select(g => g.Select(r => (r["x1"], r["x2"], r["x3"], r["y"])).Distinct().Count());
        Assert.All(initial, distinct => Assert.Equal(1, distinct));
        Assert.All(rows.GroupBy(r => (r["problem"], r["repetition"], r["observation"])), g =>
        {
            var noise = g.Select(r => Number(r["y"]) - Number(r["f"])).ToList();
            Assert.All(noise, n => Assert.Equal(noise[0], n, 1e-9));
        });
        Assert.All(rows, r => Assert.Equal(r["problem"] == "levy", r["x3"].Length == 0));
    }

    [Fact]
    public void At_delay_7_the_first_choice_sees_3_results()
    {
        var asked = new List<SuggestionRequest>();
        SimulatedCampaign.Run(StudyProblem.Named("levy-2"), CampaignTimeline.Delayed(7, 20), SimulationStart.AtRandom(10), new StrategyChoice("random"), 1, 0, request =>
        {
            asked.Add(request);
            return Strategies.Suggest(request);
        });

        Assert.Equal([(10, 3, 7), (11, 4, 7)], asked.Take(2).Select(r => (r.Index, r.Observations.Count, r.Pending.Count)));
    }

    [Fact]
    public async Task Cumulative_regret_is_the_sum_of_what_the_running_best_lacks()
    {
        var summary = await SmallStudies.RunAsync(At("a"), SmallStudies.Plan);

        Assert.Equal(12, summary.Cells.Count);
        foreach (var (cell, row) in summary.Cells.Zip(SmallStudies.Rows(At("a"), "summary.csv")))
        {
            var regrets = SmallStudies.Rows(At("a"), "observations.csv")
                .Where(r => r["problem"] == cell.Cell.Problem && Number(r["delay"]) == cell.Cell.Delay && r["strategy"] == cell.Cell.Strategy)
                .GroupBy(r => r["repetition"]).Select(g => ByHand(g.Select(r => Number(r["y"])))).ToList();
            Assert.All(regrets.Zip(cell.Regrets), p => Assert.Equal(p.First, p.Second, 1e-9));
            Assert.Equal(regrets.Average(), Number(row["cumulative_regret_mean"]), 1e-9);
            Assert.Equal(Math.Sqrt(regrets.Sum(r => Math.Pow(r - regrets.Average(), 2)) / 2), Number(row["cumulative_regret_sd"]), 1e-9);
            Assert.Equal("3", row["repetitions"]);
        }

        static double ByHand(IEnumerable<double> values)
        {
            var (sum, best) = (0.0, double.NegativeInfinity);
            foreach (var y in values)
            {
                best = Math.Max(best, y);
                sum += 0 - best;
            }

            return sum;
        }
    }

    [Fact]
    public async Task Every_proposal_has_its_times_and_only_models_are_fitted()
    {
        await SmallStudies.RunAsync(At("a"), SmallStudies.Plan, threads: 3);

        var rows = SmallStudies.Rows(At("a"), "timings.csv");
        Assert.Equal(12 * 3 * (14 - 6), rows.Count);
        Assert.All(rows, r => Assert.InRange(Number(r["observation"]), 6, 13));
        Assert.All(rows, r => Assert.True(Number(r["acquire_seconds"]) > 0));
        Assert.All(rows, r => Assert.Equal(r["strategy"] != "random", Number(r["fit_seconds"]) > 0));
    }

    [Fact]
    public async Task A_repetition_that_fails_is_told_and_the_others_go_on()
    {
        var plan = SmallStudies.Plan with { Strategies = ["nonsense", "random"], Delays = [1] };
        using var run = StudyRun.Start(At("a"), plan, TimeProvider.System);
        await run.RunAsync(2);

        Assert.Equal((6, 6, 12), (run.Progress.Finished, run.Progress.Failed, run.Progress.Total));
        Assert.All(run.Results.Failures, f => Assert.Contains("There is no strategy 'nonsense'", f.Reason, StringComparison.Ordinal));
        Assert.Equal(["random"], run.Results.Summary().Cells.Select(c => c.Cell.Strategy).Distinct());
    }

    [Fact]
    public async Task Progress_counts_up_cell_by_cell_in_turn_of_the_repetitions()
    {
        var seen = new List<StudyProgress>();
        using var run = StudyRun.Start(At("a"), SmallStudies.Plan, TimeProvider.System);
        Assert.Null(run.Progress.Left);
        await run.RunAsync(1, seen.Add);

        Assert.Equal(Enumerable.Range(1, 36), seen.Select(p => p.Finished));
        Assert.All(seen[11].Cells, c => Assert.Equal(1, c.Finished));
        Assert.All(seen, p => Assert.NotNull(p.Left));
        Assert.Equal(TimeSpan.Zero, seen[^1].Left);
        Assert.Empty(run.Progress.Running);
    }

    [Fact]
    public void What_is_left_is_estimated_from_what_each_strategy_took()
    {
        CellProgress Cell(string strategy, int delay, int finished, double seconds) => new(new StudyCell("levy", 3, delay, strategy), finished, 0, seconds);

        // Of 10 repetitions each: 8 x 1 s of its own, 10 x 3 s as at the other delay, 10 x 0.1 s.
        var left = StudyProgress.Estimate([Cell("ei", 0, 2, 2), Cell("auto", 0, 10, 30), Cell("auto", 1, 0, 0), Cell("random", 1, 10, 1), Cell("random", 3, 0, 0)], 10, threads: 2);

        Assert.Equal((8 + 30 + 1) / 2.0, left!.Value.TotalSeconds, 1e-6);
    }

    [Fact]
    public async Task A_moved_optimum_lies_elsewhere_in_each_repetition_and_is_the_same_for_all_strategies()
    {
        await SmallStudies.RunAsync(At("a"), SmallStudies.Plan);

        var moved = Enumerable.Range(0, 3).Select(r => StudyProblem.Named("ackley-3").Moved(SeededRandom.DeriveSeed(SmallStudies.Plan.Seed, r))).ToList();
        Assert.Equal(3, moved.Select(m => m.Best).Distinct().Count());
        foreach (var row in SmallStudies.Rows(At("a"), "observations.csv").Where(r => r["problem"] == "ackley-shifted"))
        {
            var problem = moved[(int)Number(row["repetition"])];
            var configuration = problem.Best.With("x1", Number(row["x1"])).With("x2", Number(row["x2"])).With("x3", Number(row["x3"]));
            Assert.Equal(problem.Truth.TrueValues(configuration)[0], Number(row["f"]), 1e-12);
        }
    }

    private string At(string name) => Path.Combine(folder.Path, name);

    private List<string> Numbers(string name) =>
        [.. File.ReadAllLines(Path.Combine(At(name), "summary.csv")).Select(l => string.Join(',', l.Split(',').SkipLast(2)))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
