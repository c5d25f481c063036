using MathNet.Numerics.LinearAlgebra;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Numeric parameters that others determine: shares that sum to a constant (a simplex), two columns that say the same, an exact linear relation. Pure.</summary>
internal static class DependenceCheck
{
    /// <summary>Shares may miss their sum by rounding: the sum varies by at most this part of what its terms vary.</summary>
    private const double Miss = 0.02;
    private const int Sample = 4000;
    private const int MostColumns = 100;
    private const double Present = 0.95;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Dependence, runs);
        var columns = runs.Parameters.Where(p => !p.Shape.IsCategory
            && runs.ProfileOf(p) is { Distinct: > 2 } profile && profile.Present >= Present * runs.Count).Take(MostColumns).ToArray();
        var all = Array.FindAll(runs.Live, r => columns.All(c => double.IsFinite(c.Values[r])));
        var rows = ContentSample.Of(runs, all, Sample);
        if (columns.Length < 2 || rows.Length < Math.Max(10, 3 * columns.Length))
            return check.NotChecked(columns.Length < 2 ? "Fewer than two numeric parameters have a value in nearly all runs." : $"{Check.Count(rows.Length, "run")} {Check.Verb(rows.Length, "is", "are")} too few for {columns.Length} numeric parameters.");

        var left = columns.ToList();
        while (left.Count > 1)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Related(left, rows) is not { } relation)
                break;
            left.Remove(Report(check, left, relation, all));
        }

        return check.Result($"Linear relations among {Check.Count(columns.Length, "numeric parameter")}, in {(rows.Length < all.Length ? $"{rows.Length:N0} sampled runs" : Check.Count(rows.Length, "run"))}.");
    }

    /// <summary>The first column that the others determine, with the slopes of the others (0 where they have no part).</summary>
    private static (int Column, double[] Slopes)? Related(List<ParameterColumn> columns, int[] rows)
    {
        var p = columns.Count;
        var centered = Matrix<double>.Build.Dense(rows.Length, p);
        var sd = new double[p];
        for (var j = 0; j < p; j++)
        {
            var mean = rows.Average(r => columns[j].Values[r]);
            sd[j] = Math.Sqrt(rows.Sum(r => (columns[j].Values[r] - mean) * (columns[j].Values[r] - mean)) / rows.Length);
            for (var i = 0; i < rows.Length; i++)
                centered[i, j] = sd[j] > 0 ? (columns[j].Values[rows[i]] - mean) / sd[j] : 0;
        }

        // Of the inverse correlations the j-th diagonal is 1/(1 - R²) of column j on the others, and row j holds the slopes; a trifle on the diagonal keeps exact relations finite.
        var correlation = centered.TransposeThisAndMultiply(centered) / rows.Length;
        for (var j = 0; j < p; j++)
            correlation[j, j] += 1e-9;
        var inverse = correlation.Inverse();
        var found = Enumerable.Range(0, p).Where(j => sd[j] > 0 && 1 / inverse[j, j] < Miss * Miss).OrderByDescending(j => j).ToList();
        if (found.Count == 0)
            return null;
        var column = found[0];
        return (column, [.. Enumerable.Range(0, p).Select(k => k == column || !(sd[k] > 0) || Math.Abs(inverse[column, k] / inverse[column, column]) < 0.05 ? 0 : -inverse[column, k] / inverse[column, column] * sd[column] / sd[k])]);
    }

    private static ParameterColumn Report(Check check, List<ParameterColumn> columns, (int Column, double[] Slopes) relation, int[] rows)
    {
        var (own, slopes) = (columns[relation.Column], relation.Slopes);
        var others = Enumerable.Range(0, slopes.Length).Where(k => slopes[k] != 0).ToList();
        var names = others.Append(relation.Column).Order().Select(k => columns[k].Shape.Name).ToList();
        if (others.Count > 0 && others.All(k => Math.Abs(slopes[k] + 1) < 0.05))
        {
            double Sum(int row) => own.Values[row] + others.Sum(k => columns[k].Values[row]);
            double[] sums = [.. rows.Select(Sum).Order()];
            var (low, high) = (Robust.Quantile(sums, 0.01), Robust.Quantile(sums, 0.99));
            check.Add(FindingSeverity.Notes, $"{string.Join(" + ", names)} is always {(Same(low, high) ? Quantity.Text(low) : $"{Quantity.Text(low, digits: 5)} to {Quantity.Text(high, digits: 5)}")}: shares of a whole, {names.Count - 1} of which determine the last.",
                "Their effects cannot be told apart one by one; read them as proportions, or leave one out of the map.", column: own.Shape.Name);
        }
        else if (others.Count == 1)
        {
            check.Add(FindingSeverity.Notes, $"{names[0]} and {names[1]} say the same: one is {(slopes[others[0]] > 0 ? "proportional to" : "a falling straight line of")} the other.", "Map one of them only; their effects cannot be told apart.", column: own.Shape.Name);
        }
        else
        {
            check.Add(FindingSeverity.Notes, $"{own.Shape.Name} follows from {Check.Names([.. others.Select(k => columns[k].Shape.Name)])} by a linear relation.", "Their effects cannot be told apart; leave one out of the map.", column: own.Shape.Name);
        }

        return own;
    }

    private static bool Same(double low, double high) => high - low <= 1e-6 * Math.Abs(high);
}
