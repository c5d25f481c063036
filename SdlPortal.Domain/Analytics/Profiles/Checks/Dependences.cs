using MathNet.Numerics.LinearAlgebra;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Profiles.Checks;

/// <summary>Columns that several others determine: by an exact linear relation, or (of positive columns, on logarithms) as a product or a ratio. Pairs are <see cref="Giveaways"/>, neighbors with a constant sum <see cref="SharesOfWhole"/>. Pure.</summary>
internal static class Dependences
{
    /// <summary>1 − R² below it is exact but for rounding.</summary>
    private const double Unexplained = 1e-6;
    private const int MostFound = 10;
    private const double Part = 0.02;

    public static TableLooked Of(TableLook look)
    {
        var shares = SharesOfWhole.Find(look).Select(w => w.Columns[^1]).ToHashSet();
        int[] columns = [.. look.Comparable(0.95).Where(c => look.Columns[c].Distinct > 2 && !shares.Contains(c))];
        columns = WithoutTwins(look, columns);
        int[] rows = [.. Enumerable.Range(0, look.Sample.Length).Where(i => columns.All(c => double.IsFinite(look.Sampled[c][i])))];
        if (columns.Length < 3 || rows.Length < Math.Max(12, 3 * columns.Length))
            return TableLooked.NotMade(columns.Length < 3 ? "Fewer than three columns of numbers are present in nearly all rows." : $"{Check.Count(rows.Length, "complete row")} {Check.Verb(rows.Length, "is", "are")} too few for {columns.Length} columns.");
        var findings = new List<TableFinding>();
        var told = Search(look, columns, rows, logarithms: false, findings, []);
        int[] positive = [.. columns.Where(c => look.Columns[c].Numbers!.Min > 0)];
        if (positive.Length >= 3)
            Search(look, positive, rows, logarithms: true, findings, told);
        return new TableLooked(findings);
    }

    /// <summary>The first of each set of columns on one line: relations of two are told elsewhere.</summary>
    private static int[] WithoutTwins(TableLook look, int[] columns)
    {
        var kept = new List<int>();
        foreach (var c in columns)
        {
            if (!kept.Exists(k => OnOneLine(look.Sampled[k], look.Sampled[c])))
                kept.Add(c);
        }

        return [.. kept];
    }

    private static bool OnOneLine(double[] x, double[] y)
    {
        var both = Pairs.Finite(x, y);
        var r = Ranks.Pearson(Pairs.At(x, both), Pairs.At(y, both));
        return 1 - (r * r) < Unexplained;
    }

    private static HashSet<int> Search(TableLook look, int[] columns, int[] rows, bool logarithms, List<TableFinding> findings, HashSet<int> told)
    {
        var left = columns.Where(c => !told.Contains(c)).ToList();
        while (left.Count > 2 && findings.Count < MostFound)
        {
            look.Step.Cancellation.ThrowIfCancellationRequested();
            if (Related(look, left, rows, logarithms) is not var (column, slopes))
                break;
            told.Add(column);
            var others = left.Where(c => c != column && slopes[c] != 0).ToList();
            left.Remove(column);
            if (others.Count < 2)
                continue;
            var whole = others.All(c => Math.Abs(slopes[c] - Math.Round(slopes[c])) < 0.02 && Math.Round(slopes[c]) != 0);
            if (logarithms && !whole)
                continue;
            findings.Add(logarithms
                ? look.Finding(FindingSeverity.Warns, $"{look.Name(column)} is proportional to {Product(look, others, slopes)} in every row{look.Scope}.", "Leave it out where it is to be foretold from them, or they where it is: nothing is learned by it.", [column, .. others])
                : look.Finding(FindingSeverity.Warns, $"{look.Name(column)} follows exactly from {Check.Names([.. others.Select(look.Name)])}{(whole && others.Count <= 6 ? $": {Sum(look, column, others, slopes)} plus a constant" : " by a linear relation")}{look.Scope}.",
                    "Their effects cannot be told apart: leave one of them out.", [column, .. others]));
        }

        return told;
    }

    /// <summary>The last column that others determine, and their slopes (0 where they have no part).</summary>
    private static (int Column, Dictionary<int, double> Slopes)? Related(TableLook look, List<int> columns, int[] rows, bool logarithms)
    {
        var p = columns.Count;
        var centered = Matrix<double>.Build.Dense(rows.Length, p);
        var sd = new double[p];
        for (var j = 0; j < p; j++)
        {
            double[] values = [.. rows.Select(i => logarithms ? Math.Log(look.Sampled[columns[j]][i]) : look.Sampled[columns[j]][i])];
            var mean = values.Average();
            sd[j] = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
            for (var i = 0; i < values.Length; i++)
                centered[i, j] = sd[j] > 0 ? (values[i] - mean) / sd[j] : 0;
        }

        // Of the inverse correlations the j-th diagonal is 1 / (1 − R²) of column j on the others, and row j holds the slopes; a trifle on the diagonal keeps exact relations finite.
        var correlation = centered.TransposeThisAndMultiply(centered) / rows.Length;
        for (var j = 0; j < p; j++)
            correlation[j, j] += 1e-9;
        var inverse = correlation.Inverse();
        for (var j = p - 1; j >= 0; j--)
        {
            if (!(sd[j] > 0) || !(1 / inverse[j, j] < Unexplained))
                continue;
            var slopes = new Dictionary<int, double>();
            for (var k = 0; k < p; k++)
            {
                var slope = k == j || !(sd[k] > 0) ? 0 : -inverse[j, k] / inverse[j, j];
                slopes[columns[k]] = Math.Abs(slope) < Part ? 0 : slope * sd[j] / sd[k];
            }

            return (columns[j], slopes);
        }

        return null;
    }

    private static string Sum(TableLook look, int column, List<int> others, Dictionary<int, double> slopes) =>
        $"{look.Name(column)} = {string.Join(" ", others.Select((c, i) => $"{(slopes[c] < 0 ? "− " : i > 0 ? "+ " : "")}{(Math.Abs(Math.Round(slopes[c])) > 1 ? $"{Math.Abs(Math.Round(slopes[c]))} " : "")}{look.Name(c)}"))}";

    private static string Product(TableLook look, List<int> others, Dictionary<int, double> slopes)
    {
        string Power(int c) => Math.Abs(Math.Round(slopes[c])) is > 1 and var power ? $"{look.Name(c)}^{power}" : look.Name(c);
        var (above, below) = (others.Where(c => slopes[c] > 0).Select(Power).ToList(), others.Where(c => slopes[c] < 0).Select(Power).ToList());
        return $"{(above.Count > 0 ? string.Join(" · ", above) : "1")}{(below.Count > 0 ? " / " + (below.Count > 1 ? $"({string.Join(" · ", below)})" : below[0]) : "")}";
    }
}
