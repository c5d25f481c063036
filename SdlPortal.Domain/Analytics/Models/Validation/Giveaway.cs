using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>Tells where one column alone gives the target away (leakage): a result written twice, a unit converted, a note that stands only where an experiment failed. Pure.</summary>
internal static class Giveaway
{
    /// <summary>Rank correlation with a number from which a column is called the target in other words.</summary>
    private const double Nearly = 0.99;

    /// <summary>The share of rows that a column may tell wrongly and still gives a class away.</summary>
    private const double Wrong = 0.01;

    /// <summary>Fewer rows prove nothing.</summary>
    private const int FewestRows = 20;

    /// <summary>The share of variance within levels below which the level gives a number away.</summary>
    private const double Within = 1e-3;

    /// <summary>Rows of a class or a level on average, for the same.</summary>
    private const int FewestEach = 3;

    /// <param name="values">Of the column, one for each row.</param>
    /// <param name="outcomes">Numbers, or indices of classes.</param>
    /// <param name="classes">0 for a number.</param>
    /// <returns>Null where the column does not give the target away.</returns>
    public static string? Of(TableColumn column, double[] values, string target, double[] outcomes, int classes)
    {
        int[] known = [.. Enumerable.Range(0, values.Length).Where(i => double.IsFinite(values[i]))];
        if (classes > 0 && FilledIn(values, outcomes, classes) is { } pattern)
            return pattern;
        var x = Array.ConvertAll(known, i => values[i]);
        var y = Array.ConvertAll(known, i => outcomes[i]);
        if (known.Length < FewestRows)
            return null;
        if (column.Kind == ColumnKind.Category)
            return Levels(column.Name, x, y, target, classes);
        if (classes > 0)
            return Separates(x, y, classes) ? $"'{column.Name}' alone tells the classes of '{target}' apart in {known.Length:N0} rows" : null;
        var rho = Ranks.Spearman(x, y);
        return Math.Abs(rho) >= Nearly ? $"'{column.Name}' orders the rows almost exactly as '{target}' does (rank correlation {Quantity.Text(rho)})" : null;
    }

    /// <summary>That a cell is filled in tells the class: a note on failures.</summary>
    private static string? FilledIn(double[] values, double[] outcomes, int classes)
    {
        var missing = values.Count(v => !double.IsFinite(v));
        if (values.Length < FewestRows || missing < FewestEach || values.Length - missing < FewestEach)
            return null;
        var counts = new int[2 * classes];
        for (var i = 0; i < values.Length; i++)
            counts[(double.IsFinite(values[i]) ? 0 : classes) + (int)outcomes[i]]++;
        var right = counts[..classes].Max() + counts[classes..].Max();
        // Each side must speak for another class, or the class is merely common.
        var differ = Array.IndexOf(counts[..classes], counts[..classes].Max()) != Array.IndexOf(counts[classes..], counts[classes..].Max());
        return differ && classes == 2 && values.Length - right <= Wrong * values.Length ? "whether it is filled in tells the class" : null;
    }

    private static string? Levels(string name, double[] levels, double[] outcomes, string target, int classes)
    {
        var groups = Enumerable.Range(0, levels.Length).GroupBy(i => levels[i], i => outcomes[i]).Select(g => g.ToArray()).ToList();
        if (groups.Count < 2 || groups.Count > levels.Length / FewestEach)
            return null;
        if (classes > 0)
        {
            var wrong = groups.Sum(g => g.Length - g.GroupBy(y => y).Max(same => same.Count()));
            var told = groups.Select(g => g.GroupBy(y => y).MaxBy(same => same.Count())!.Key).Distinct().Count();
            return wrong <= Wrong * levels.Length && told > 1 ? $"each level of '{name}' goes with one class of '{target}'" : null;
        }

        var mean = outcomes.Average();
        var total = outcomes.Sum(y => (y - mean) * (y - mean));
        var within = groups.Sum(g => g.Average() is var own ? g.Sum(y => (y - own) * (y - own)) : 0);
        return total > 0 && within <= Within * total ? $"'{target}' is all but the same within each level of '{name}'" : null;
    }

    /// <summary>True where the classes lie one after the other along the column, but for few rows.</summary>
    private static bool Separates(double[] x, double[] y, int classes)
    {
        var present = y.Distinct().Count();
        if (present < 2 || y.GroupBy(c => c).Min(g => g.Count()) < FewestEach)
            return false;
        var (xs, ys) = ((double[])x.Clone(), (double[])y.Clone());
        Array.Sort(xs, ys);
        var (changes, mixed, last) = (0, 0, -1.0);
        var counts = new int[classes];
        for (var i = 0; i < xs.Length;)
        {
            Array.Clear(counts);
            var end = i;
            for (; end < xs.Length && xs[end] == xs[i]; end++)
                counts[(int)ys[end]]++;
            var most = Array.IndexOf(counts, counts.Max());
            mixed += end - i - counts[most];
            changes += most == last ? 0 : 1;
            (last, i) = (most, end);
        }

        return changes - present + mixed <= Wrong * xs.Length;
    }
}
