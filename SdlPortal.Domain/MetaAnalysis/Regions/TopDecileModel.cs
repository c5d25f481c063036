namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>
/// The probability that a configuration is in a further task's top decile: what it did in other tasks, drawn towards configurations like it (the leaf of a tree on the pooled score) by a number of imagined tasks κ, then set right by a logistic
/// curve: log odds a + b · log odds. κ, a and b are those that predict best for tasks left out in turn. Pure.
/// </summary>
internal static class TopDecileModel
{
    private const int Leaves = 40;
    private static readonly double[] ImaginedTasks = [0.5, 1, 2, 4, 8, 16];

    /// <summary>Predictions for every row of a held-out task, made from the others alone.</summary>
    public static IEnumerable<Predicted> Held(BinnedRuns runs, TaskTrials trials, int held)
    {
        var inner = trials.Others(held).Select(i => (Task: i, Model: Counts.Of(runs, trials.Without((i, held))))).ToArray();
        var (imagined, a, b) = Learn(runs, inner);
        var model = Counts.Of(runs, trials.Without((held, held)));
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs.Task[i] == held)
                yield return new Predicted(held, TaskPosterior.Logistic(a + (b * model.LogOdds(runs.Cell[i], imagined))), runs.Top10[i], 1, true);
        }
    }

    private static (double Imagined, double A, double B) Learn(BinnedRuns runs, (int Task, Counts Model)[] inner)
    {
        var best = (Imagined: 4.0, A: 0.0, B: 1.0);
        var least = double.PositiveInfinity;
        foreach (var imagined in ImaginedTasks)
        {
            var (x, y) = (new List<double>(), new List<double>());
            foreach (var (task, model) in inner)
            {
                for (var i = 0; i < runs.Count; i++)
                {
                    if (runs.Task[i] != task)
                        continue;
                    x.Add(model.LogOdds(runs.Cell[i], imagined));
                    y.Add(runs.Top10[i]);
                }
            }

            var (a, b, loss) = Curve(x, y);
            if (loss < least)
                (best, least) = ((imagined, a, b), loss);
        }

        return best;
    }

    /// <summary>Logistic regression by Newton's method with a weak pull to a = 0, b = 1.</summary>
    private static (double A, double B, double Loss) Curve(List<double> x, List<double> y)
    {
        var (a, b, loss) = (0.0, 1.0, 0.0);
        for (var step = 0; step < 12; step++)
        {
            var (ga, gb, haa, hab, hbb) = (a, b - 1, 1.0, 0.0, 1.0);
            loss = 0;
            for (var i = 0; i < x.Count; i++)
            {
                var p = TaskPosterior.Logistic(a + (b * x[i]));
                var w = p * (1 - p);
                ga += p - y[i];
                gb += (p - y[i]) * x[i];
                haa += w;
                hab += w * x[i];
                hbb += w * x[i] * x[i];
                loss -= (y[i] * Math.Log(Math.Max(p, 1e-12))) + ((1 - y[i]) * Math.Log(Math.Max(1 - p, 1e-12)));
            }

            var determinant = (haa * hbb) - (hab * hab);
            a -= Math.Clamp(((hbb * ga) - (hab * gb)) / determinant, -2, 2);
            b -= Math.Clamp(((haa * gb) - (hab * ga)) / determinant, -2, 2);
        }

        return (a, b, loss);
    }

    /// <summary>Of each cell: in how many tasks it was seen, in how many of those in the top decile, and the share of its leaf.</summary>
    private sealed record Counts(double[] Seen, double[] Top, double[] Leaf)
    {
        public static Counts Of(BinnedRuns runs, double[] weights)
        {
            var (seen, top, leaf) = (new double[runs.Cells], new double[runs.Cells], new double[runs.Cells]);

            // Rows of one task in one cell are one look at it.
            var (rows, tops) = (new Dictionary<(int, int), double>(), new Dictionary<(int, int), double>());
            for (var i = 0; i < runs.Count; i++)
            {
                if (weights[runs.Task[i]] == 0)
                    continue;
                var key = (runs.Cell[i], runs.Task[i]);
                rows[key] = rows.GetValueOrDefault(key) + 1;
                tops[key] = tops.GetValueOrDefault(key) + runs.Top10[i];
            }

            foreach (var (key, count) in rows.OrderBy(r => r.Key.Item1).ThenBy(r => r.Key.Item2))
            {
                seen[key.Item1]++;
                top[key.Item1] += tops[key] / count;
            }

            var field = BoxField.Of(runs, runs.Top10, weights);
            foreach (var box in BoxTree.Leaves(field, Leaves, 0.005))
            {
                var (mass, gain) = field.Sum([box]);
                for (var c = 0; c < leaf.Length; c++)
                {
                    if (box.Contains(runs.Codes, c))
                        leaf[c] = gain / mass;
                }
            }

            return new Counts(seen, top, leaf);
        }

        public double LogOdds(int cell, double imagined)
        {
            // A tenth of a run in all keeps shares of 0 and 1 off the ends.
            var share = (Top[cell] + (imagined * Leaf[cell]) + 0.01) / (Seen[cell] + imagined + 0.1);
            return Math.Log(share / (1 - share));
        }
    }
}
