using System.Runtime.InteropServices;

namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>How often a reference stands still: the chance that a value repeats the one before it, level by level, and the size of its small steps. Immutable.</summary>
internal sealed class Stillness
{
    /// <summary>A level counts as if this many more visits had the chance of all levels together: one that was seen twice proves little.</summary>
    private const double PriorVisits = 5;

    /// <summary>A still pair is easily met by chance.</summary>
    private const int FewestRepeats = 4;

    /// <summary>Steps below this quantile of the reference's are small.</summary>
    private const double SmallShare = 0.25;

    private const int MostRepeats = 100_000;

    private readonly List<(double Share, double Stay)> levels = [];
    private readonly double slowStay;
    private readonly int longestEqual;
    private readonly int longestSlow;

    public Stillness(ReadOnlySpan<double> values)
    {
        var visits = new Dictionary<double, (int Visits, int Stays)>();
        var steps = new List<double>();
        var before = double.NaN;
        var (pairs, equal, run) = (0, 0, 0);
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                continue;
            if (!double.IsNaN(before))
            {
                var stays = value == before;
                ref var level = ref CollectionsMarshal.GetValueRefOrAddDefault(visits, before, out _);
                level = (level.Visits + 1, level.Stays + (stays ? 1 : 0));
                (pairs, equal, run) = (pairs + 1, equal + (stays ? 1 : 0), stays ? run + 1 : 0);
                longestEqual = Math.Max(longestEqual, run);
                steps.Add(Math.Abs(value - before));
            }

            before = value;
        }

        var pooled = Upper(equal, pairs);
        foreach (var group in visits.Values.GroupBy(v => v).OrderBy(g => g.Key))
            levels.Add((group.Count() * group.Key.Visits / (double)pairs, (group.Key.Stays + (PriorVisits * pooled)) / (group.Key.Visits + PriorVisits)));

        MostLikelyStay = levels.Max(l => l.Stay);
        double[] sorted = [.. steps.Order()];
        SmallStep = Numerics.Robust.Quantile(sorted, SmallShare);
        var (slow, stay, slowRun) = (0, 0, 0);
        for (var i = 0; i < steps.Count; i++)
        {
            var isSlow = steps[i] <= SmallStep;
            if (isSlow && i + 1 < steps.Count)
                (slow, stay) = (slow + 1, stay + (steps[i + 1] <= SmallStep ? 1 : 0));
            slowRun = isSlow ? slowRun + 1 : 0;
            longestSlow = Math.Max(longestSlow, slowRun);
        }

        slowStay = Math.Min(1, Upper(stay, slow));
    }

    /// <summary>0 where a quarter of the values repeat the one before: then only repeats are told apart.</summary>
    public double SmallStep { get; }

    /// <summary>The chance to stay at the level that is hardest to leave.</summary>
    public double MostLikelyStay { get; }

    /// <summary>So many repeats in a row come about in a thousand values with at most this chance.</summary>
    public int Repeats(double chance) => Math.Max(Math.Max(FewestRepeats, longestEqual + 1 + (longestEqual / 4)), Fewest(r => 1000 * levels.Sum(l => l.Share * Math.Pow(l.Stay, r)), chance));

    /// <summary>The same for small steps; no number is large enough where there are none.</summary>
    public int SmallSteps(double chance) => SmallStep == 0 ? int.MaxValue : Math.Max(longestSlow + 2 + (longestSlow / 2), Fewest(r => 1000 * SmallShare * Math.Pow(slowStay, r - 1), chance));

    private static int Fewest(Func<int, double> chanceOf, double chance)
    {
        var (low, high) = (1, 1);
        while (high < MostRepeats && chanceOf(high) > chance)
            (low, high) = (high, high * 2);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (chanceOf(middle) > chance)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The upper end of the one-sided 95 % interval of a share (Clopper and Pearson 1934).</summary>
    internal static double Upper(int hits, int all) => hits >= all ? 1 : MathNet.Numerics.Distributions.Beta.InvCDF(hits + 1, all - hits, 0.95);
}
