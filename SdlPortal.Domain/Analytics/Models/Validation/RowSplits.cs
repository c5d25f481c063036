using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>Rows to learn from and rows to test on; none is both. Rows of the task, ascending.</summary>
internal sealed record RowSplit(int Repeat, int Fold, int[] Training, int[] Test);

/// <summary>Splits rows for cross-validation: classes in equal shares, groups never torn apart, or the past before the future. Pure.</summary>
internal static class RowSplits
{
    private const int FewestTraining = 3;

    /// <param name="rows">Of the task, ascending.</param>
    public static IReadOnlyList<RowSplit> Of(ModelTask task, int[] rows, int folds, int repeats, long seed)
    {
        if (task.Order is { } order)
            return Forward(task, rows, order, folds);
        var splits = new List<RowSplit>();
        for (var repeat = 0; repeat < Math.Max(1, repeats); repeat++)
        {
            var random = SeededRandom.Derive(seed, repeat);
            var groups = task.Groups is { } all ? rows.GroupBy(r => all[r]).Select(g => g.ToArray()).ToArray() : null;
            // A part with a single group cannot be split by it; that happens inside a training part alone, where only settings hang on it.
            var part = groups is { Length: > 1 } ? ByGroup(groups, rows, Clamp(folds, groups.Length), random) : ByRow(task, rows, Clamp(folds, rows.Length), random);
            splits.AddRange(Splits(rows, part, repeat));
        }

        return splits;
    }

    private static int Clamp(int folds, int most) => Math.Clamp(folds, 2, Math.Max(2, most));

    private static IEnumerable<RowSplit> Splits(int[] rows, int[] part, int repeat)
    {
        for (var fold = 0; fold <= part.Max(); fold++)
        {
            int[] test = [.. rows.Where((_, i) => part[i] == fold)];
            int[] training = [.. rows.Where((_, i) => part[i] != fold)];
            if (test.Length > 0 && training.Length > 0)
                yield return new RowSplit(repeat, fold, training, test);
        }
    }

    /// <summary>Shuffled within each class, then dealt out one after the other, so that parts differ by one row at most in all and in each class.</summary>
    private static int[] ByRow(ModelTask task, int[] rows, int folds, SeededRandom random)
    {
        int[] places = [.. Enumerable.Range(0, rows.Length)];
        random.Shuffle<int>(places);
        if (task.Kind == TargetKind.Class)
            places = [.. places.OrderBy(i => task.Outcomes[rows[i]])];
        var part = new int[rows.Length];
        for (var i = 0; i < places.Length; i++)
            part[places[i]] = i % folds;
        return part;
    }

    /// <summary>The largest groups first, each to the part that is smallest so far; equally large ones in a random order.</summary>
    private static int[] ByGroup(int[][] groups, int[] rows, int folds, SeededRandom random)
    {
        random.Shuffle<int[]>(groups);
        var sizes = new int[folds];
        var of = new Dictionary<int, int>();
        foreach (var group in groups.OrderByDescending(g => g.Length))
        {
            var smallest = Array.IndexOf(sizes, sizes.Min());
            sizes[smallest] += group.Length;
            foreach (var row in group)
                of[row] = smallest;
        }

        return Array.ConvertAll(rows, r => of[r]);
    }

    /// <summary>Parts of equal size in order of time; each but the first is foretold from all before it. Rows of the same time, and of a group, stay on one side.</summary>
    private static List<RowSplit> Forward(ModelTask task, int[] rows, double[] order, int folds)
    {
        int[] sorted = [.. rows.OrderBy(r => order[r]).ThenBy(r => r)];
        var parts = Math.Clamp(folds, 1, Math.Max(1, (rows.Length / 2) - 1)) + 1;
        var ends = new List<int>();
        for (var k = 1; k <= parts; k++)
        {
            var end = (int)((long)k * sorted.Length / parts);
            while (end < sorted.Length && order[sorted[end]] == order[sorted[end - 1]])
                end++;
            if (end >= FewestTraining && (ends.Count == 0 || end > ends[^1]))
                ends.Add(end);
        }

        var splits = new List<RowSplit>();
        for (var k = 1; k < ends.Count; k++)
        {
            int[] test = [.. sorted[ends[k - 1]..ends[k]].Order()];
            IEnumerable<int> past = sorted[..ends[k - 1]];
            if (task.Groups is { } groups)
            {
                var held = test.Select(r => groups[r]).ToHashSet();
                past = past.Where(r => !held.Contains(groups[r]));
            }

            int[] training = [.. past.Order()];
            if (training.Length >= FewestTraining)
                splits.Add(new RowSplit(0, splits.Count, training, test));
        }

        return splits;
    }
}
