using System.Globalization;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Benchmarks.WarmStarts;

/// <summary>The Markdown tables of what finished campaigns say: medians, ratios to the cold campaign with the same seeds, and who was harmed.</summary>
internal static class WarmStartTables
{
    private const int Resamples = 2000;

    /// <summary>A task is harmed when it needs this many times the experiments.</summary>
    private const double Harm = 1.1;

    public static IEnumerable<string> Of(IReadOnlyList<CampaignLine> campaigns)
    {
        foreach (var family in campaigns.GroupBy(c => (c.Family, c.Delay, c.Most)))
        {
            yield return $"### {family.Key.Family}, delay {family.Key.Delay}, at most {family.Key.Most} experiments";
            yield return "";
            foreach (var line in Family([.. family]))
                yield return line;
            yield return "";
        }

        foreach (var line in Overall(campaigns))
            yield return line;
        yield return "### What the warm start counted";
        yield return "";
        foreach (var line in Fading(campaigns))
            yield return line;
    }

    private static IEnumerable<string> Family(IReadOnlyList<CampaignLine> campaigns)
    {
        var arms = campaigns.Select(c => c.Arm).Distinct(StringComparer.Ordinal).OrderBy(a => Arm.All.ToList().FindIndex(x => x.Name == a)).ToArray();
        var tasks = campaigns.Select(c => c.Task).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        yield return "Median (mean) of the experiments until the first of the best 5 %:";
        yield return "";
        yield return $"| task held out | seeds | {string.Join(" | ", arms)} |";
        yield return $"|---|---|{string.Concat(arms.Select(_ => "---|"))}";
        foreach (var task in tasks)
        {
            var own = campaigns.Where(c => c.Task == task).ToArray();
            yield return $"| {task} | {own.Max(c => c.Seed)} | {string.Join(" | ", arms.Select(a => Cell([.. own.Where(c => c.Arm == a)])))} |";
        }

        yield return "";
        yield return "Against the cold campaign of the same strategy: ratio of medians (95 % over seeds; ratio of means):";
        yield return "";
        var compared = arms.Where(a => Yardstick(a) != a && arms.Contains(Yardstick(a))).ToArray();
        yield return $"| task held out | {string.Join(" | ", compared)} |";
        yield return $"|---|{string.Concat(compared.Select(_ => "---|"))}";
        var ratios = compared.ToDictionary(a => a, a => tasks.Select(t => Ratio(Paired(campaigns, t, a))).ToArray(), StringComparer.Ordinal);
        for (var t = 0; t < tasks.Length; t++)
            yield return $"| {tasks[t]} | {string.Join(" | ", compared.Select(a => ratios[a][t].Text + (ratios[a][t].Medians > Harm + 1e-9 ? " **harmed**" : "")))} |";
        yield return $"| **median over tasks** | {string.Join(" | ", compared.Select(a => string.Create(CultureInfo.InvariantCulture, $"**{Median(ratios[a].Select(r => r.Medians)):0.00}**; {Median(ratios[a].Select(r => r.Means)):0.00}")))} |";
    }

    /// <summary>All tasks of all families together.</summary>
    private static IEnumerable<string> Overall(IReadOnlyList<CampaignLine> campaigns)
    {
        yield return "### All tasks together";
        yield return "";
        yield return "| delay | arm | tasks | median over tasks of the ratio of medians (95 % over tasks and seeds) | of the ratio of means | at most half | harmed by more than 10 % | worst |";
        yield return "|---|---|---|---|---|---|---|---|";
        foreach (var group in campaigns.GroupBy(c => (c.Delay, c.Arm)).Where(g => Yardstick(g.Key.Arm) != g.Key.Arm).OrderBy(g => g.Key.Delay))
        {
            var own = campaigns.Where(c => c.Delay == group.Key.Delay).ToArray();
            var tasks = group.Select(c => c.Task).Distinct(StringComparer.Ordinal).Select(t => (Task: t, Runs: Paired(own, t, group.Key.Arm))).Where(t => t.Runs.Arm.Length > 0).ToArray();
            if (tasks.Length == 0)
                continue;
            var ratios = tasks.Select(t => (t.Task, Medians: Median(t.Runs.Arm) / Median(t.Runs.Cold), Means: t.Runs.Arm.Average() / t.Runs.Cold.Average())).ToArray();
            var random = new SeededRandom(2);
            var drawn = new double[Resamples];
            for (var b = 0; b < Resamples; b++)
            {
                drawn[b] = Median(Enumerable.Range(0, tasks.Length).Select(_ =>
                {
                    var runs = tasks[(int)random.NextInt(tasks.Length)].Runs;
                    var picks = Enumerable.Range(0, runs.Arm.Length).Select(_ => (int)random.NextInt(runs.Arm.Length)).ToArray();
                    return Median(picks.Select(p => runs.Arm[p])) / Median(picks.Select(p => runs.Cold[p]));
                }));
            }

            Array.Sort(drawn);
            var worst = ratios.MaxBy(r => r.Medians);
            yield return string.Create(CultureInfo.InvariantCulture,
                $"| {group.Key.Delay} | {group.Key.Arm} | {tasks.Length} | **{Median(ratios.Select(r => r.Medians)):0.00}** ({drawn[Resamples / 40]:0.00} to {drawn[^(Resamples / 40)]:0.00}) | {Median(ratios.Select(r => r.Means)):0.00} | {ratios.Count(r => r.Medians <= 0.5)} | {ratios.Count(r => r.Medians > Harm + 1e-9)} | {worst.Task} {worst.Medians:0.00} |");
        }

        yield return "";
    }

    /// <summary>What the warm start counted in the choices that it took part in, by experiment, over all tasks of all families: the mean over those campaigns that had not found one of the best before.</summary>
    private static IEnumerable<string> Fading(IReadOnlyList<CampaignLine> campaigns)
    {
        int[] experiments = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 40, 60];
        yield return $"| arm | what | {string.Join(" | ", experiments)} |";
        yield return $"|---|---|{string.Concat(experiments.Select(_ => "---|"))}";
        foreach (var arm in campaigns.Where(c => c.Notes.Count > 0 && c.Delay == 0).GroupBy(c => c.Arm))
        {
            foreach (var (what, of) in new (string, Func<WarmNote, double?>)[] { ("campaigns", _ => null), ("weight of honest donors", n => n.Donors), ("weight of misleading donors", n => n.Misleading), ("belief", n => n.Belief), ("exponent of the regions", n => n.Exponent) })
            {
                var cells = experiments.Select(k => arm.Where(c => c.Notes.Count >= k).Select(c => c.Notes[k - 1]).OfType<WarmNote>().ToArray())
                    .Select(notes => what == "campaigns" ? notes.Length.ToString(CultureInfo.InvariantCulture) : notes.Select(of).OfType<double>().ToArray() is { Length: > 0 } values ? values.Average().ToString("0.00", CultureInfo.InvariantCulture) : "").ToArray();
                if (Array.Exists(cells, c => c.Length > 0))
                    yield return $"| {arm.Key} | {what} | {string.Join(" | ", cells)} |";
            }
        }
    }

    private static string Yardstick(string arm) => arm.EndsWith(" warm", StringComparison.Ordinal) ? arm[..^5] + " cold" : arm.EndsWith(" cold", StringComparison.Ordinal) ? arm : Arm.Cold.Name;

    private static string Cell(CampaignLine[] runs)
    {
        if (runs.Length == 0)
            return "";
        var censored = runs.Count(r => r.Hit is null);
        return string.Create(CultureInfo.InvariantCulture, $"{Median(runs.Select(r => r.Runs)):0.#} ({runs.Average(r => r.Runs):0.0}){(censored > 0 ? $", {censored} never" : "")}");
    }

    /// <summary>Experiments of an arm and of its cold campaign with the same seeds.</summary>
    private static (double[] Arm, double[] Cold) Paired(IReadOnlyList<CampaignLine> campaigns, string task, string arm)
    {
        var cold = campaigns.Where(c => c.Task == task && c.Arm == Yardstick(arm)).ToDictionary(c => c.Seed, c => c.Runs);
        var both = campaigns.Where(c => c.Task == task && c.Arm == arm && cold.ContainsKey(c.Seed)).ToArray();
        return ([.. both.Select(c => c.Runs)], [.. both.Select(c => cold[c.Seed])]);
    }

    private static (double Medians, double Means, string Text) Ratio((double[] Arm, double[] Cold) runs)
    {
        if (runs.Arm.Length == 0)
            return (double.NaN, double.NaN, "");
        var (medians, means) = (Median(runs.Arm) / Median(runs.Cold), runs.Arm.Average() / runs.Cold.Average());
        var random = new SeededRandom(1);
        var drawn = new double[Resamples];
        for (var b = 0; b < Resamples; b++)
        {
            var picks = Enumerable.Range(0, runs.Arm.Length).Select(_ => (int)random.NextInt(runs.Arm.Length)).ToArray();
            drawn[b] = Median(picks.Select(p => runs.Arm[p])) / Median(picks.Select(p => runs.Cold[p]));
        }

        Array.Sort(drawn);
        return (medians, means, string.Create(CultureInfo.InvariantCulture, $"{medians:0.00} ({drawn[Resamples / 40]:0.00} to {drawn[^(Resamples / 40)]:0.00}; {means:0.00})"));
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Where(v => !double.IsNaN(v)).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
