using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Tests.Benchmarks.WarmStarts;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.MetaAnalysis;

namespace SdlPortal.Tests.Optimization.WarmStarts;

/// <summary>Whether campaigns that start from the advice of other tasks find the best of a task sooner, and how much bad advice costs them; docs/results/warm-start.md has the whole study.</summary>
public class AdviceHelpsTests
{
    private const int Seeds = 8;
    private const int Most = 40;

    /// <summary>Eight seeds leave a median uncertain by about one experiment.</summary>
    private const double NoiseRuns = 1;

    private static readonly TaskFamily Planted = new("planted", "Made-up tasks with the same best", () => PlantedTasks.Runs(4, 300));

    [Fact]
    public void Advice_of_like_tasks_halves_the_experiments() => Halves(Planted, ["task 1", "task 2"]);

    [Fact]
    public void A_misleading_donor_among_good_ones_does_no_harm() => DoesNoHarm(Planted, ["task 1", "task 2"]);

    [SharedDataFact]
    public void Advice_of_real_networks_halves_the_experiments_on_those_held_out() => Halves(TaskFamily.All[0], ["kc1", "segment"]);

    [SharedDataFact]
    public void A_misleading_donor_does_real_networks_no_harm() => DoesNoHarm(TaskFamily.All[0], ["kc1", "segment"]);

    /// <summary>Asked for once: the tests of one class run one after another.</summary>
    private static readonly Dictionary<(string Family, string Task), Advice> Given = [];

    private static void Halves(TaskFamily family, string[] tasks)
    {
        var runs = family.Load();
        var ratios = tasks.Select(t => Median(family, runs, t, Arm.Warm) / Median(family, runs, t, Arm.Cold)).ToArray();
        Assert.True(WarmStartTables.Median(ratios) <= 0.5, string.Join(", ", ratios));
    }

    private static void DoesNoHarm(TaskFamily family, string[] tasks)
    {
        var runs = family.Load();
        foreach (var task in tasks)
        {
            var (cold, misled) = (Median(family, runs, task, Arm.Cold), Median(family, runs, task, Arm.WithMisleading));
            Assert.True(misled <= (1.1 * cold) + NoiseRuns, $"{task}: {misled} with, {cold} without");
        }
    }

    private static double Median(TaskFamily family, RunTable runs, string task, Arm arm)
    {
        var held = family.Task(runs, task);
        if (arm.Advise is not null && !Given.ContainsKey((family.Name, task)))
            Given[(family.Name, task)] = Advice.Of(family, runs, task);
        var start = arm.Advise?.Invoke(Given[(family.Name, task)]);
        return WarmStartTables.Median(Enumerable.Range(1, Seeds).Select(seed => (double)(TableCampaign.Run(held, arm, start, seed, delay: 0, Most).Hit ?? Most)));
    }
}
