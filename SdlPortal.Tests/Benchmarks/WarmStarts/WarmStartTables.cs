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
