using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Regions;

public class TaskPosteriorTests
{
    private static TaskPosterior Of(double share, int tasks, double trials = 200, (double, double) own = default) =>
        TaskPosterior.Of([.. Enumerable.Repeat(share * trials, tasks)], [.. Enumerable.Repeat(trials, tasks)], [.. Enumerable.Repeat(1.0, tasks)], 0.1, own);

    [Fact]
    public void Tasks_not_runs_make_it_sure()
    {
        static double Width(TaskPosterior p) => p.Quantile(0.975) - p.Quantile(0.025);

        Assert.True(Width(Of(0.6, 2, 10_000)) > 1.5 * Width(Of(0.6, 10, 200)));
        Assert.InRange(Of(0.6, 30).Mean, 0.55, 0.65);
        Assert.True(Of(0.6, 1).Mean < Of(0.6, 8).Mean);
    }

    [Fact]
    public void Own_runs_win_over_those_of_others()
    {
        Assert.InRange(Of(0.6, 8, own: (5, 200)).Mean, 0.01, 0.08);
        Assert.True(Of(0.6, 8).ProbabilityAbove(0.1) > 0.95);
    }

    [Fact]
    public void Weights_of_zero_leave_a_task_out_and_only_ratios_count()
    {
        var with = TaskPosterior.Of([120, 2], [200, 200], [3, 0], 0.1, (0, 0));
        var without = TaskPosterior.Of([120], [200], [1], 0.1, (0, 0));

        Assert.Equal(without.Mean, with.Mean, 12);
    }

    [Fact]
    public void Intervals_hold_new_tasks_as_often_as_they_say()
    {
        var random = new SeededRandom(5);
        var (inside, all) = (0, 400);
        for (var repetition = 0; repetition < all; repetition++)
        {
            // Shares of tasks around one half with concentration 8: a mean of two uniform numbers is near enough to Beta(3, 3).
            double Draw() => (random.NextDouble() + random.NextDouble()) / 2;
            double Successes(double p) => Enumerable.Range(0, 100).Count(_ => random.NextDouble() < p);
            double[] seen = [.. Enumerable.Range(0, 6).Select(_ => Successes(Draw()))];
            var posterior = TaskPosterior.Of(seen, [100, 100, 100, 100, 100, 100], [1, 1, 1, 1, 1, 1], 0.1, (0, 0));
            var next = Draw();
            inside += next >= posterior.Quantile(0.05) && next <= posterior.Quantile(0.95) ? 1 : 0;
        }

        Assert.InRange(inside / (double)all, 0.85, 0.97);
    }
}
