using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>What recommendations are compared with: the share of a held-out task's top 5 % that simpler choices of the same volume hold. Pure.</summary>
internal static class Baselines
{
    private const int Boxes = 100;

    /// <summary>One greedy box on the mean rank over the other tasks.</summary>
    public static double SingleBox(BinnedRuns runs, double[] weights, int held, double cap)
    {
        var field = BoxField.Of(runs, runs.Rank, weights);
        var path = BumpHunt.Peel(field, cap / 4);
        var box = path.Find(b => field.Sum([b]).Mass <= cap + 1e-9) ?? path[^1];
        return Share(runs, CodeBox.Union([box], runs.Codes, runs.Cells), held);
    }

    /// <summary>The configurations with the best mean rank over the other tasks, as many as the volume allows.</summary>
    public static double BestRanks(BinnedRuns runs, double[] weights, int held, double cap)
    {
        var field = BoxField.Of(runs, runs.Rank, weights);
        var inside = new bool[runs.Cells];
        var mass = 0.0;
        foreach (var c in Enumerable.Range(0, runs.Cells).Where(c => field.Mass[c] > 0).OrderByDescending(c => field.Gain[c] / field.Mass[c]).ThenBy(c => c))
        {
            mass += field.Mass[c];
            if (mass > cap + 1e-9)
                break;
            inside[c] = true;
        }

        return Share(runs, inside, held);
    }

    /// <summary>Boxes around a random configuration that grow side by side at random while they fit; the mean.</summary>
    public static double RandomBoxes(BinnedRuns runs, double[] weights, int held, double cap, long seed)
    {
        var field = BoxField.Of(runs, runs.Rank, weights);
        var random = SeededRandom.Derive(seed, 0xBA5E, held);
        var sum = 0.0;
        for (var b = 0; b < Boxes; b++)
        {
            var center = (int)random.NextInt(runs.Cells);
            var box = new CodeBox([.. runs.Codes.Select(c => 1UL << c[center])]);
            for (var failures = 0; failures < 20;)
            {
                var j = (int)random.NextInt(runs.Parameters.Length);
                var wider = Grown(runs.Parameters[j], box.Sides[j], random);
                if (wider != box.Sides[j] && field.Sum([box.With(j, wider)]).Mass <= cap + 1e-9)
                    (box, failures) = (box.With(j, wider), 0);
                else
                    failures++;
            }

            sum += Share(runs, CodeBox.Union([box], runs.Codes, runs.Cells), held);
        }

        return sum / Boxes;
    }

    private static ulong Grown(BinnedParameter parameter, ulong side, SeededRandom random)
    {
        var wider = BumpHunt.Wider(parameter, side).ToArray();
        return wider.Length == 0 ? side : wider[random.NextInt(wider.Length)];
    }

    private static double Share(BinnedRuns runs, bool[] inside, int held) => BoxCounts.Of(runs, inside).Top5Share(held);
}
