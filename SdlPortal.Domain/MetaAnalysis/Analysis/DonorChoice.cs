using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.MetaAnalysis.Similarity;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>
/// Thins the runs of each task to so few that a campaign can learn from all of them: the best fifth of what is kept are the task's best configurations, the others are spread over the whole range of outcomes and, among those of about the same outcome,
/// as far from each other as can be. Pure; the content of the runs and the seed decide.
/// </summary>
internal static class DonorChoice
{
    public const int MostOfTask = 150;
    public const int Most = 2000;

    /// <summary>Fewer teach nothing of a task's shape; of very many tasks only those that count most are kept.</summary>
    private const int FewestOfTask = 20;

    /// <summary>Fewer configurations make no model, as in <see cref="TaskSimilarity"/>.</summary>
    private const int FewestConfigurations = 5;

    private const double BestShare = 0.2;

    /// <summary>Classes of about the same outcome.</summary>
    private const int Classes = 10;

    /// <summary>Of each class, drawn evenly: among those the farthest are looked for.</summary>
    private const int Candidates = 200;

    /// <param name="measured">With outcomes as they were measured.</param>
    /// <param name="weights">Null where all tasks count the same. Tasks that were found to mislead are left out.</param>
    public static IReadOnlyList<DonorRuns> Of(AnalysisTable measured, TaskWeights? weights, long seed)
    {
        var dropped = weights is null ? [] : weights.Tasks.Where(t => t.IsDropped).Select(t => t.Task).ToHashSet(StringComparer.Ordinal);
        var tasks = Configurations(measured).Where(t => t.Rows.Count >= FewestConfigurations && t.Outcomes.Exists(o => o != t.Outcomes[0]) && !dropped.Contains(t.Task)).ToList();
        var counts = weights?.By(measured.Tasks) ?? [.. measured.Tasks.Labels.Select(_ => 1.0 / tasks.Count)];
        var kept = tasks.OrderByDescending(t => counts[t.Code]).ThenBy(t => t.Code).Take(Most / FewestOfTask).OrderBy(t => t.Code).ToList();
        var each = Math.Min(MostOfTask, Most / Math.Max(1, kept.Count));
        var encoding = new RunEncoding(measured.Parameters);
        return [.. kept.Select(t => new DonorRuns(t.Task, counts[t.Code], t.Runs,
            [.. Choose(t, each, row => encoding.Point(measured.Parameters, row), encoding.Categorical, SeededRandom.Derive(seed, t.Code)).Select(i => new DonorConfiguration(Configuration(measured, t.Rows[i]), measured.Shown(t.Outcomes[i]) + 0.0))]))];
    }

    /// <summary>Each configuration of each task once, with the mean of its outcomes.</summary>
    private static IEnumerable<TaskConfigurations> Configurations(AnalysisTable table)
    {
        for (var first = 0; first < table.Count;)
        {
            var task = new TaskConfigurations(table.Tasks[first]!, table.Tasks.Codes[first], [], []);
            var next = first;
            while (next < table.Count && table.Tasks.Codes[next] == task.Code)
            {
                var (row, sum) = (next, 0.0);
                while (next < table.Count && table.Tasks.Codes[next] == task.Code && RegionGains.IsSame(table, row, next))
                    sum += table.Outcomes[next++];
                task.Rows.Add(row);
                task.Outcomes.Add(sum / (next - row));
            }

            task.Runs = next - first;
            first = next;
            yield return task;
        }
    }

    /// <returns>Places among the task's configurations, ascending.</returns>
    private static IEnumerable<int> Choose(TaskConfigurations task, int most, Func<int, double[]> point, bool[] isCategory, SeededRandom random)
    {
        var order = Enumerable.Range(0, task.Rows.Count).OrderByDescending(i => task.Outcomes[i]).ThenBy(i => i).ToArray();
        if (order.Length <= most)
            return order.Order();
        var best = (int)Math.Ceiling(BestShare * most);
        var chosen = order.Take(best).ToList();
        var points = chosen.ConvertAll(i => point(task.Rows[i]));
        var others = order.Length - best;
        for (var c = 0; c < Classes; c++)
        {
            var wanted = ((c + 1) * (most - best) / Classes) - (c * (most - best) / Classes);
            var candidates = order[(best + (int)((long)c * others / Classes))..(best + (int)((long)(c + 1) * others / Classes))];
            random.Shuffle(candidates.AsSpan());
            foreach (var i in Farthest([.. candidates.Take(Math.Max(Candidates, wanted))], wanted, i => point(task.Rows[i]), points, isCategory))
                chosen.Add(i);
        }

        return chosen.Order();
    }

    /// <summary>Takes the candidate that is farthest from all that were taken, again and again; what it takes is added to <paramref name="points"/>.</summary>
    private static IEnumerable<int> Farthest(int[] candidates, int wanted, Func<int, double[]> point, List<double[]> points, bool[] isCategory)
    {
        var own = candidates.Select(point).ToArray();
        var nearest = own.Select(p => points.Min(q => Distance(p, q, isCategory))).ToArray();
        for (var k = 0; k < wanted && k < candidates.Length; k++)
        {
            var farthest = Array.IndexOf(nearest, nearest.Max());
            points.Add(own[farthest]);
            yield return candidates[farthest];
            for (var i = 0; i < own.Length; i++)
                nearest[i] = Math.Min(nearest[i], Distance(own[i], own[farthest], isCategory));
            nearest[farthest] = double.NegativeInfinity;
        }
    }

    /// <summary>Squared; two choices are 1 apart or the same.</summary>
    private static double Distance(double[] a, double[] b, bool[] isCategory)
    {
        var sum = 0.0;
        for (var j = 0; j < a.Length; j++)
            sum += isCategory[j] ? (a[j] == b[j] ? 0 : 1) : (a[j] - b[j]) * (a[j] - b[j]);
        return sum;
    }

    private static Configuration Configuration(AnalysisTable table, int row) => new(table.Parameters.Where(p => !double.IsNaN(p.Values[row]))
        .Select(p => KeyValuePair.Create(p.Shape.Name, p.Shape.IsCategory ? ParameterValue.Of(p.Shape.Levels[(int)p.Values[row]]) : ParameterValue.Of(p.Values[row]))));

    private sealed record TaskConfigurations(string Task, int Code, List<int> Rows, List<double> Outcomes)
    {
        public int Runs { get; set; }
    }
}
