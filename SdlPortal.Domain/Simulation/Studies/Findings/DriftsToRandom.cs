using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Domain.Simulation.Studies.Findings;

/// <summary>
/// With growing dimension every strategy drifts towards Random: holds where each strategy's share of Random's regret (sums over the delays) is larger in the most
/// dimensions than in the fewest, in every family, and the mean share of the strategies is so beyond chance.
/// </summary>
internal static class DriftsToRandom
{
    private const string Key = "drifts-to-random";
    private const string Claim = "With growing dimension every strategy drifts towards Random.";

    private sealed record Drift(IReadOnlyList<double> Shares, Estimate Rise);

    public static Finding Check(StudySummary summary)
    {
        var guided = StudyFindings.Guided(summary);
        if (!summary.Plan.Strategies.Contains(StrategyNames.Random) || guided.Count == 0)
            return Finding.NotTestable(Key, Claim, "The study needs Random and another strategy.");
        var all = RegretGrid.All(summary, [StrategyNames.Random, .. guided]);
        var grids = all.Where(g => g.Repetitions.Count >= StudyFindings.MinRepetitions && g.Delays.All(d => g.Regrets(d, StrategyNames.Random).Average() > 0)).ToList();
        if (grids.Count == 0)
            return Finding.NotTestable(Key, Claim, StudyFindings.TooFew(all.Select(g => g.Repetitions.Count).DefaultIfEmpty(0).Max()));
        var families = grids.GroupBy(g => g.Problem.Label).Select(g => g.OrderBy(x => x.Problem.Dimensions).ToList()).Where(f => f.Count > 1).ToList();
        if (families.Count == 0)
            return Finding.NotTestable(Key, Claim, "The study needs one function in at least two numbers of dimensions.");

        var pooled = families.Select(f => DriftOf(f, guided)).ToList();
        var rows = families.SelectMany(f => guided.Select(s => (Family: f, Strategy: s, Drift: DriftOf(f, [s])))).ToList();
        var rising = rows.Count(r => r.Drift.Rise.Mean > 0);
        var holds = rising == rows.Count && pooled.TrueForAll(d => d.Rise.Low > 0);
        var shares = families.Zip(pooled, (f, d) => $"{StudyNames.Family(f[0].Problem.Label)} {string.Join(", ", f.Zip(d.Shares, (g, s) => $"{StudyFindings.Number(s, 2)} (d={g.Problem.Dimensions})"))}, a rise of {StudyFindings.Text(d.Rise)}");
        return new Finding(Key, Claim, holds ? Verdict.Holds : Verdict.DoesNotHold,
            $"Mean share of Random's regret: {string.Join("; ", shares)}. The share rises from the fewest to the most dimensions in {rising} of {rows.Count} pairs of function and strategy, beyond chance in {rows.Count(r => r.Drift.Rise.Low > 0)}.")
        {
            Cells = [.. families.SelectMany(f => f).SelectMany(g => g.Cells)],
            Evidence = new Evidence(["function", "strategy", "share of Random's regret", "rise from the fewest to the most dimensions [95 %]"],
                [.. rows.Select(r => (IReadOnlyList<string>)
                    [StudyNames.Family(r.Family[0].Problem.Label), StudyNames.Strategy(r.Strategy), string.Join(", ", r.Family.Zip(r.Drift.Shares, (g, s) => $"d={g.Problem.Dimensions}: {StudyFindings.Number(s)}")), StudyFindings.Text(r.Drift.Rise)])]),
        };
    }

    private static Drift DriftOf(List<RegretGrid> family, IReadOnlyList<string> strategies)
    {
        var own = family.Select(g => strategies.Select(g.MeanOverDelays).Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]).Select(x => x / strategies.Count).ToArray()).ToList();
        var random = family.Select(g => g.MeanOverDelays(StrategyNames.Random)).ToList();
        double Share(int problem, int[] drawn)
        {
            var (sum, sumOfRandom) = (0.0, 0.0);
            foreach (var r in drawn)
            {
                sum += own[problem][r];
                sumOfRandom += random[problem][r];
            }

            return sum / sumOfRandom;
        }

        var shares = family.Select((g, p) => Share(p, [.. Enumerable.Range(0, g.Repetitions.Count)])).ToList();
        return new Drift(shares, RepetitionBootstrap.Of([.. family.Select(g => g.Repetitions.Count)], drawn => Share(family.Count - 1, drawn[^1]) - Share(0, drawn[0])));
    }
}
