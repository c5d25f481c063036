namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>What lies in a region, task by task. All arrays have one entry per task.</summary>
/// <param name="Rows">All rows of the task, failed ones too.</param>
/// <param name="Top10">The members of the top decile, about a tenth of the rows with a result.</param>
internal sealed record BoxCounts(double[] Rows, double[] Inside, double[] Top5, double[] Top5Inside, double[] Top10, double[] Top10Inside)
{
    /// <param name="inside">By cell.</param>
    public static BoxCounts Of(BinnedRuns runs, bool[] inside)
    {
        var t = runs.Tasks.Count;
        var counts = new BoxCounts(new double[t], new double[t], new double[t], new double[t], new double[t], new double[t]);
        for (var i = 0; i < runs.Count; i++)
            counts.Add(runs.Task[i], runs.Top5[i], runs.Top10[i], inside[runs.Cell[i]]);
        return counts;
    }

    public void Add(int task, double top5, double top10, bool isInside)
    {
        Rows[task]++;
        Top5[task] += top5;
        Top10[task] += top10;
        if (!isInside)
            return;
        Inside[task]++;
        Top5Inside[task] += top5;
        Top10Inside[task] += top10;
    }

    public double Volume(int task) => Inside[task] / Rows[task];

    /// <summary>The share of the task's top 5 % that is inside.</summary>
    public double Top5Share(int task) => Top5[task] > 0 ? Top5Inside[task] / Top5[task] : double.NaN;

    public double Top10Share(int task) => Top10[task] > 0 ? Top10Inside[task] / Top10[task] : double.NaN;

    /// <summary>The share of what is inside that belongs to the top decile, on the logit scale, with half a success and half a failure added.</summary>
    public double LogOdds(int task) => Math.Log((Top10Inside[task] + 0.5) / (Inside[task] - Top10Inside[task] + 0.5));
}
