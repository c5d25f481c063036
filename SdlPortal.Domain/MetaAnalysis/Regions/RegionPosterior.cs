namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>What a region will hold in a further task. Counts of the tasks that chose it are first taken back by the optimism of the search. Pure.</summary>
internal static class RegionPosterior
{
    /// <summary>Of a configuration drawn from the region: that it is in the task's top decile.</summary>
    /// <param name="weights">What each task counts.</param>
    /// <param name="target">The further task, where it is among them; its own runs count fully.</param>
    /// <param name="optimism">In log odds.</param>
    public static TaskPosterior Draw(BoxCounts counts, double[] weights, int? target, double optimism) =>
        Of(counts.Top10Inside, counts.Inside, weights, target, optimism, 0.1);

    /// <summary>The share of the task's top decile that lies in the region.</summary>
    public static TaskPosterior Share(BoxCounts counts, double[] weights, int? target, double optimism)
    {
        var (volume, tasks) = (0.0, 0);
        for (var t = 0; t < weights.Length; t++)
        {
            if (weights[t] == 0 || !(counts.Rows[t] > 0))
                continue;
            volume += counts.Volume(t);
            tasks++;
        }

        return Of(counts.Top10Inside, counts.Top10, weights, target, optimism, Math.Clamp(tasks == 0 ? 0.1 : volume / tasks, 0.001, 0.9));
    }

    private static TaskPosterior Of(double[] successes, double[] trials, double[] weights, int? target, double optimism, double chance)
    {
        var corrected = new double[successes.Length];
        var donors = (double[])weights.Clone();
        for (var t = 0; t < corrected.Length; t++)
            corrected[t] = Corrected(successes[t], trials[t], optimism);
        if (target is not { } own)
            return TaskPosterior.Of(corrected, trials, donors, chance, (0, 0));
        donors[own] = 0;
        return TaskPosterior.Of(corrected, trials, donors, chance, (corrected[own], trials[own]));
    }

    private static double Corrected(double successes, double trials, double optimism)
    {
        if (optimism == 0 || !(trials > 0) || successes <= 0)
            return successes;
        var share = (successes + 0.5) / (trials + 1);
        return Math.Min(successes, trials * TaskPosterior.Logistic(Math.Log(share / (1 - share)) - optimism));
    }
}
