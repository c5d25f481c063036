using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.MetaAnalysis.Pooling;

public sealed class TaskEffectsTests
{
    [Fact]
    public void Partial_pooling_stands_between_a_tasks_own_estimate_and_the_mean()
    {
        var sleep = MixedModelTests.Sleep(GoldenFile.Read("g_mixed_sleepstudy"));
        foreach (var comparison in new[]
        {
            TaskEffects.OfSlopes("Days", sleep.Response, sleep.Slope!.Values.ToArray(), sleep.Groups).Value,
            TaskEffects.OfMeans("reaction", sleep.Response, sleep.Groups).Value,
            TaskEffects.OfEstimates("bcg", PoolingGoldenTests.Studies(GoldenFile.Read("a_meta_bcg"))).Value,
        })
        {
            // A correlated intercept may draw single slopes past the mean; all in all they come nearer.
            Assert.True(comparison.Tasks.Sum(t => Math.Pow(t.Deviation.Value, 2)) < comparison.Tasks.Sum(t => Math.Pow(t.Own!.Value.Value - comparison.Mean.Value, 2)));
            if (comparison.Effect != "Days")
                Assert.All(comparison.Tasks, t => Assert.True((t.Own!.Value.Value - t.Partial.Value) * (t.Partial.Value - comparison.Mean.Value) >= -1e-9));
            Assert.All(comparison.Tasks, t => Assert.Equal(t.Partial.Value - comparison.Mean.Value, t.Deviation.Value, 9));
            Assert.Contains(comparison.Tasks, t => t.IsSpecial);
            Assert.Contains(comparison.Tasks, t => !t.IsSpecial);
            Assert.True(comparison.Complete.StandardError < comparison.Mean.StandardError);
        }
    }

    /// <summary>With balanced groups the own slopes average to the common one: least squares by hand for subject 308.</summary>
    [Fact]
    public void Own_estimates_are_least_squares_of_the_task_alone()
    {
        var sleep = MixedModelTests.Sleep(GoldenFile.Read("g_mixed_sleepstudy"));
        var comparison = TaskEffects.OfSlopes("Days", sleep.Response, sleep.Slope!.Values.ToArray(), sleep.Groups).Value;

        Assert.Equal(21.764702, comparison.Tasks[0].Own!.Value.Value, 1e-6);
        Assert.Equal(comparison.Mean.Value, comparison.Tasks.Average(t => t.Own!.Value.Value), 1e-9);
        Assert.Equal(comparison.Complete.Value, comparison.Mean.Value, 1e-9);
        Assert.Equal(10, comparison.Tasks[0].Count);
    }

    /// <summary>Simulated: the 90 % intervals of deviations hold the true ones about as often as they say.</summary>
    [Fact]
    public void Intervals_of_what_is_special_hold_it_as_often_as_they_say()
    {
        var random = new SdlPortal.Domain.Numerics.SeededRandom(5);
        var (held, all) = (0, 0);
        for (var round = 0; round < 40; round++)
        {
            var truth = new double[12];
            var response = new double[12 * 8];
            var codes = new int[response.Length];
            for (var t = 0; t < 12; t++)
            {
                truth[t] = random.NextNormal();
                for (var i = 0; i < 8; i++)
                    (response[(t * 8) + i], codes[(t * 8) + i]) = (5 + truth[t] + (1.5 * random.NextNormal()), t);
            }

            var labels = new LabelColumn([.. Enumerable.Range(0, 12).Select(t => $"task {t:00}")], codes);
            var comparison = TaskEffects.OfMeans("mean", response, labels, 0.9).Value;
            held += comparison.Tasks.Where((t, i) => t.Deviation.Interval.Holds(truth[i])).Count();
            all += 12;
        }

        Assert.InRange((double)held / all, 0.85, 0.95);
    }

    [Fact]
    public void One_task_is_not_enough()
    {
        Assert.False(TaskEffects.OfMeans("m", [1, 2, 3], new LabelColumn(["a"], [0, 0, 0])).HasValue);
        Assert.Contains("1 of 1 studies has", TaskEffects.OfEstimates("m", [new StudyEffect("a", 1, 1)]).WhyNot);
    }
}
