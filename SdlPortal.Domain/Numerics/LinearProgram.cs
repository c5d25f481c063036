namespace SdlPortal.Domain.Numerics;

/// <summary>
/// Maximizes a linear function over {x : A x ≤ b, E x = f, low ≤ x ≤ high}, all bounds finite. Dense two-phase simplex with Bland's rule
/// (Bland 1977, Math. Oper. Res. 2, 103), which cannot cycle; meant for tens of variables and rows.
/// </summary>
public static class LinearProgram
{
    private const double Tolerance = 1e-10;

    /// <summary>The maximizing x, or null when nothing satisfies the rows (to 1e-9 of their scale; rows should have entries near 1).</summary>
    public static double[]? Maximize(double[] objective, IReadOnlyList<LinearRow> atMost, IReadOnlyList<LinearRow> equal, double[] low, double[] high)
    {
        var n = objective.Length;
        var rows = new List<(double[] A, double B, bool Slack)>(atMost.Count + equal.Count + n);
        rows.AddRange(atMost.Select(r => (r.A, r.B - Vectors.Dot(r.A, low), true)));
        rows.AddRange(equal.Select(r => (r.A, r.B - Vectors.Dot(r.A, low), false)));
        for (var i = 0; i < n; i++)
        {
            var unit = new double[n];
            unit[i] = 1;
            rows.Add((unit, high[i] - low[i], true));
        }

        // Columns: the shifted variables, one slack for each inequality, one artificial variable for each row that needs one, the right side.
        var slacks = rows.Count(r => r.Slack);
        var artificials = rows.Count(r => !r.Slack || r.B < 0);
        var width = n + slacks + artificials + 1;
        var tableau = new double[rows.Count][];
        var basis = new int[rows.Count];
        var slack = n;
        var artificial = n + slacks;
        for (var i = 0; i < rows.Count; i++)
        {
            var (a, b, hasSlack) = rows[i];
            var sign = b < 0 ? -1.0 : 1.0;
            var row = tableau[i] = new double[width];
            for (var j = 0; j < n; j++)
                row[j] = sign * a[j];
            row[^1] = sign * b;
            if (hasSlack)
                row[slack] = sign;
            if (!hasSlack || b < 0)
            {
                row[artificial] = 1;
                basis[i] = artificial++;
            }
            else
            {
                basis[i] = slack;
            }

            slack += hasSlack ? 1 : 0;
        }

        var phase = new double[width];
        for (var j = n + slacks; j < width - 1; j++)
            phase[j] = -1;
        if (artificials > 0 && Run(tableau, basis, phase, width - 1) < -1e-9)
            return null;
        DriveOut(tableau, basis, n + slacks);

        var goal = new double[width];
        objective.CopyTo(goal, 0);
        Run(tableau, basis, goal, n + slacks);
        var x = (double[])low.Clone();
        for (var i = 0; i < basis.Length; i++)
        {
            if (basis[i] < n)
                x[basis[i]] += tableau[i][^1];
        }

        for (var j = 0; j < n; j++)
            x[j] = Math.Clamp(x[j], low[j], high[j]);
        return x;
    }

    /// <summary>Pivots until no column among the first <paramref name="columns"/> improves the goal; returns the goal's value.</summary>
    private static double Run(double[][] tableau, int[] basis, double[] goal, int columns)
    {
        var reduced = (double[])goal.Clone();
        for (var i = 0; i < basis.Length; i++)
            Vectors.AddScaled(reduced, -goal[basis[i]], tableau[i]);
        for (var pivots = 0; pivots < 5000; pivots++)
        {
            var enter = -1;
            for (var j = 0; j < columns && enter < 0; j++)
                enter = reduced[j] > Tolerance ? j : -1;
            if (enter < 0)
                break;
            var leave = -1;
            for (var i = 0; i < basis.Length; i++)
            {
                if (tableau[i][enter] <= Tolerance)
                    continue;
                var difference = leave < 0 ? -1 : (tableau[i][^1] / tableau[i][enter]) - (tableau[leave][^1] / tableau[leave][enter]);
                if (difference < 0 || (difference == 0 && basis[i] < basis[leave]))
                    leave = i;
            }

            if (leave < 0)
                break;
            Pivot(tableau, basis, leave, enter);
            Vectors.AddScaled(reduced, -reduced[enter], tableau[leave]);
        }

        return -reduced[^1];
    }

    /// <summary>Exchanges artificial variables that stayed in the basis at zero; a row without another entry is redundant and is cleared.</summary>
    private static void DriveOut(double[][] tableau, int[] basis, int columns)
    {
        for (var i = 0; i < basis.Length; i++)
        {
            if (basis[i] < columns)
                continue;
            var enter = -1;
            for (var j = 0; j < columns && enter < 0; j++)
                enter = Math.Abs(tableau[i][j]) > 1e-8 ? j : -1;
            if (enter >= 0)
                Pivot(tableau, basis, i, enter);
            else
                Array.Clear(tableau[i]);
        }
    }

    private static void Pivot(double[][] tableau, int[] basis, int leave, int enter)
    {
        var row = tableau[leave];
        var scale = 1 / row[enter];
        for (var j = 0; j < row.Length; j++)
            row[j] *= scale;
        row[enter] = 1;
        for (var i = 0; i < tableau.Length; i++)
        {
            if (i != leave && tableau[i][enter] != 0)
            {
                Vectors.AddScaled(tableau[i], -tableau[i][enter], row);
                tableau[i][enter] = 0;
            }
        }

        basis[leave] = enter;
    }
}

/// <summary>One linear row: A·x compared with B.</summary>
public readonly record struct LinearRow(double[] A, double B);
