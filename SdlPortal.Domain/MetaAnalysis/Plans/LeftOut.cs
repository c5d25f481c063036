using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>
/// How far donors speak for a task that is not among them: each donor is left out in turn, and the places that the others think best are looked up in it. Where they are less often in its top decile than the others say, the missing part is the chance
/// that a task is like none of the others: found = (1 − chance) × expected + chance × 0.1.
/// </summary>
/// <param name="Expected">The mean probability of the top decile, by the other donors, over the best places.</param>
/// <param name="Found">The same by the donor that was left out.</param>
/// <param name="Unlike">That chance, the mean over donors.</param>
internal sealed record LeftOut(double Expected, double Found, double Unlike)
{
    /// <summary>Of the reference configurations: about what a plan takes of its candidates.</summary>
    private const double BestShare = 0.05;

    private const double MostUnlike = 0.9;

    /// <param name="values">For each donor's draws (<paramref name="paths"/> of them, donor by donor) the value at each reference configuration.</param>
    /// <returns>Null with fewer than two donors.</returns>
    public static LeftOut? Of(int donors, double[] weights, double[][] values, int paths)
    {
        if (donors < 2 || values[0].Length == 0)
            return null;
        var points = values[0].Length;
        var chances = Enumerable.Range(0, donors).Select(_ => new double[points]).ToArray();
        for (var draw = 0; draw < values.Length; draw++)
        {
            var limit = Robust.Quantile([.. values[draw].Order()], 0.9);
            for (var r = 0; r < points; r++)
                chances[draw / paths][r] += values[draw][r] > limit ? 1.0 / paths : 0;
        }

        var (expected, found, count) = (0.0, 0.0, Math.Max(1, (int)(BestShare * points)));
        for (var left = 0; left < donors; left++)
        {
            var rest = weights.Where((_, i) => i != left).Sum();
            if (!(rest > 0))
                continue;
            var others = Enumerable.Range(0, points).Select(r => Enumerable.Range(0, donors).Where(i => i != left).Sum(i => weights[i] / rest * chances[i][r])).ToArray();
            var best = Enumerable.Range(0, points).OrderByDescending(r => others[r]).ThenBy(r => r).Take(count).ToList();
            expected += best.Average(r => others[r]) / donors;
            found += best.Average(r => chances[left][r]) / donors;
        }

        return new LeftOut(expected, found, expected > 0.1 ? Math.Clamp((expected - found) / (expected - 0.1), 0, MostUnlike) : 0);
    }
}
