namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>What recommendations without one or two of the tasks look like, for every way to make them: from these follow the settings, the optimism of the search and the check. Computed once, in parallel; the same for any number of threads.</summary>
internal sealed class TaskTrials
{
    private readonly BinnedRuns runs;
    private readonly IReadOnlyList<PoolSettings> settings;
    private readonly Dictionary<(int, int), Trial[]> trials = [];

    /// <param name="held">The tasks that are left out in turn.</param>
    /// <param name="pairs">Whether two at a time are needed as well.</param>
    public TaskTrials(BinnedRuns runs, RegionOptions options, int[] held, bool pairs, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        (this.runs, Held) = (runs, held);
        settings = Choices(runs, options, held, pairs);
        var keys = (from a in held from b in held where a == b || (pairs && a < b) select (a, b)).ToArray();
        var results = new Trial[keys.Length * settings.Count];
        var values = settings.Select(s => s.Values(runs)).ToArray();
        var done = 0;
        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads), CancellationToken = cancellationToken }, i =>
        {
            var (key, s) = (keys[i / settings.Count], i % settings.Count);
            results[i] = Trial.Of(runs, values[s], settings[s], Without(key), options.MostVolume, cancellationToken);
            progress?.Report((double)Interlocked.Increment(ref done) / results.Length);
        });
        for (var k = 0; k < keys.Length; k++)
            trials[keys[k]] = results[(k * settings.Count)..((k + 1) * settings.Count)];
    }

    public int[] Held { get; }

    public PoolSettings Setting(int index) => settings[index];

    /// <summary>All runs that may be tried; so many fewer where there are many parameters and tasks that the work stays bounded.</summary>
    public static BinnedRuns Thinned(BinnedRuns runs, RegionOptions options)
    {
        var held = LeaveOneTaskOut.HeldTasks(runs).Length;
        var trials = PoolSettings.Few(options.MostBoxes).Count * (options.ChecksGeneralization ? held * (held + 1) / 2 : held);
        var most = (int)Math.Min(options.MostCheckedRuns, MostWork / Math.Max(1, (long)trials * runs.Parameters.Length));
        return runs.Cells <= most || held < 2 ? runs : BinnedRuns.Of(runs.Table, Math.Max(most, FewestRunsOfTask * runs.Tasks.Count), options.Seed);
    }

    /// <summary>Cells times parameters times trials.</summary>
    private const long MostWork = 4_000_000;

    private const int FewestRunsOfTask = 100;

    private static IReadOnlyList<PoolSettings> Choices(BinnedRuns runs, RegionOptions options, int[] held, bool pairs)
    {
        var all = PoolSettings.All(options.MostBoxes);
        var work = (long)all.Count * (pairs ? held.Length * (held.Length + 1) / 2 : held.Length) * runs.Cells * Math.Max(1, runs.Parameters.Length);
        return work <= MostWork ? all : PoolSettings.Few(options.MostBoxes);
    }

    /// <summary>One for every task that is in it, 0 for those left out.</summary>
    public double[] Without((int A, int B) key)
    {
        var weights = new double[runs.Tasks.Count];
        Array.Fill(weights, 1);
        weights[key.A] = weights[key.B] = 0;
        return weights;
    }

    public Trial At(int a, int b, int setting) => trials[(Math.Min(a, b), Math.Max(a, b))][setting];

    /// <summary>The settings that do best on tasks left out, of all tasks but <paramref name="without"/> (null: of all).</summary>
    public int Choose(int? without)
    {
        var (best, value) = (0, double.NegativeInfinity);
        for (var s = 0; s < settings.Count; s++)
        {
            var (sum, count) = (0.0, 0);
            foreach (var i in Others(without))
            {
                var counts = At(i, without ?? i, s).UnionCounts;
                sum += (counts.Top5Share(i) + counts.Top10Share(i)) / 2;
                count++;
            }

            if (count > 0 && sum / count > value + 1e-9)
                (best, value) = (s, sum / count);
        }

        return best;
    }

    /// <summary>By how much the search flatters itself: log odds of the top decile inside in the tasks that chose, minus those in the one left out; the mean over those left out. For the union and for single boxes.</summary>
    public (double Union, double Boxes) Optimism(int? without, int setting)
    {
        var (union, boxes, count, boxCount) = (0.0, 0.0, 0, 0);
        foreach (var i in Others(without))
        {
            var trial = At(i, without ?? i, setting);
            var weights = Without((i, without ?? i));
            if (Excess(trial.UnionCounts, i, weights) is { } excess)
            {
                union += excess;
                count++;
            }

            foreach (var (_, _, counts) in trial.Boxes)
            {
                if (Excess(counts, i, weights) is not { } own)
                    continue;
                boxes += own;
                boxCount++;
            }
        }

        // Half a fold more stands for "no optimism": a single fold says little.
        return (Math.Clamp(union / (count + 0.5), 0, 3), Math.Clamp(boxes / (boxCount + 0.5), 0, 3));
    }

    public IEnumerable<int> Others(int? without) => Held.Where(i => i != without);

    private static double? Excess(BoxCounts counts, int held, double[] weights)
    {
        if (!(counts.Inside[held] > 0))
            return null;
        var (sum, n) = (0.0, 0);
        for (var t = 0; t < weights.Length; t++)
        {
            if (weights[t] == 0 || !(counts.Inside[t] > 0))
                continue;
            sum += counts.LogOdds(t);
            n++;
        }

        return n == 0 ? null : (sum / n) - counts.LogOdds(held);
    }
}

/// <summary>A recommendation made from some tasks, with what all tasks have in it.</summary>
internal sealed record Trial(List<CodeBox> Union, BoxCounts UnionCounts, List<(CodeBox Box, string Method, BoxCounts Counts)> Boxes)
{
    public static Trial Of(BinnedRuns runs, double[] values, PoolSettings settings, double[] weights, double cap, CancellationToken cancellationToken)
    {
        var field = BoxField.Of(runs, values, weights);
        List<CodeBox> union = [.. UnionSearch.Find(field, settings.Boxes, cap, cancellationToken).Select(b => BoxEdges.Named(b, runs.Parameters))];
        var boxes = BoxCandidates.Of(field, cap);
        return new Trial(union, BoxCounts.Of(runs, CodeBox.Union(union, runs.Codes, runs.Cells)),
            [.. boxes.Select(b => (b.Box, b.Method, BoxCounts.Of(runs, CodeBox.Union([b.Box], runs.Codes, runs.Cells))))]);
    }
}
