namespace SdlPortal.Domain.Numerics;

/// <summary>
/// The set {x : A x ≤ b, E x = f, low ≤ x ≤ high}, not empty, with a point well inside and an orthonormal basis of the directions in which it
/// extends. Immutable.
/// </summary>
public sealed class Polytope
{
    private readonly List<LinearRow> atMost;
    private readonly List<LinearRow> equal;
    private readonly List<double[]> spanned;
    private readonly double[] low;
    private readonly double[] high;

    private Polytope(List<LinearRow> atMost, List<LinearRow> equal, double[] low, double[] high)
    {
        this.atMost = atMost;
        this.equal = equal;
        this.low = low;
        this.high = high;
        spanned = Orthonormal(equal.Select(r => r.A).Concat(Enumerable.Range(0, low.Length).Where(i => high[i] <= low[i]).Select(Unit)));
        Basis = Complement(spanned, low.Length);
        Centre = (double[])low.Clone();
    }

    /// <summary>A point inside, as far as possible from every face.</summary>
    public double[] Centre { get; private init; }

    /// <summary>Orthonormal directions in which the set extends; empty when it is a single point.</summary>
    public IReadOnlyList<double[]> Basis { get; }

    public IReadOnlyList<LinearRow> AtMost => atMost;

    public double[] Low => low;

    public double[] High => high;

    /// <summary>The set, or null when it is empty. Rows should be scaled so that their entries are near 1.</summary>
    public static Polytope? TryCreate(IEnumerable<LinearRow> atMost, IEnumerable<LinearRow> equal, double[] low, double[] high)
    {
        var inequalities = atMost.ToList();
        var equalities = equal.ToList();
        while (true)
        {
            var set = new Polytope(inequalities, equalities, low, high);
            var (centre, radius) = set.FindCentre();
            if (centre is null)
                return null;
            set.Restore(centre);
            if (radius > 1e-9 || set.Basis.Count == 0)
                return new Polytope(inequalities, equalities, low, high) { Centre = centre };

            // Inequalities that hold together only with equality: each becomes an equality, and the set is looked at again.
            var tight = set.Faces().Where(f => set.LargestSlack(f) < 1e-9).ToList();
            if (tight.Count == 0)
                return new Polytope(inequalities, equalities, low, high) { Centre = centre };
            inequalities = inequalities.Where(r => tight.All(t => !ReferenceEquals(t.A, r.A))).ToList();
            equalities = [.. equalities, .. tight];
        }
    }

    /// <summary>The part of a direction that stays inside the equalities (in place).</summary>
    public void ProjectDirection(Span<double> direction)
    {
        foreach (var row in spanned)
            Vectors.AddScaled(direction, -Vectors.Dot(row, direction), row);
    }

    /// <summary>How far one can go from x backwards and forwards along a direction before a face stops it.</summary>
    public (double Back, double Ahead) Extent(ReadOnlySpan<double> x, ReadOnlySpan<double> direction)
    {
        var back = double.NegativeInfinity;
        var ahead = double.PositiveInfinity;
        for (var i = 0; i < low.Length; i++)
        {
            Cut(direction[i], high[i] - x[i], ref back, ref ahead);
            Cut(-direction[i], x[i] - low[i], ref back, ref ahead);
        }

        foreach (var row in atMost)
            Cut(Vectors.Dot(row.A, direction), row.B - Vectors.Dot(row.A, x), ref back, ref ahead);
        return (Math.Min(back, 0), Math.Max(ahead, 0));
    }

    /// <summary>
    /// Moves x (in place) by hit-and-run: each step draws a direction in the set and a uniform place on the chord through x
    /// (Smith 1984, Oper. Res. 32, 1296). The stationary distribution is uniform on the set.
    /// </summary>
    public void Walk(double[] x, SeededRandom random, int steps)
    {
        if (Basis.Count == 0)
            return;
        var direction = new double[x.Length];
        for (var step = 0; step < steps; step++)
        {
            Array.Clear(direction);
            foreach (var axis in Basis)
                Vectors.AddScaled(direction, random.NextNormal(), axis);
            var (back, ahead) = Extent(x, direction);
            if (ahead - back > 0 && double.IsFinite(ahead - back))
                Vectors.AddScaled(x, back + ((ahead - back) * random.NextDouble()), direction);
        }

        Restore(x);
    }

    /// <summary>Puts x (in place) back on the equalities and between the bounds to the last digits; false when it was too far away for that.</summary>
    public bool Restore(double[] x)
    {
        for (var round = 0; round < 50; round++)
        {
            var worst = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                // Rounding dust next to a bound is the bound.
                var dust = 1e-13 * Math.Max(1, Math.Abs(high[i]));
                x[i] = x[i] < low[i] + dust ? low[i] : x[i] > high[i] - dust ? high[i] : x[i];
            }

            foreach (var row in equal)
            {
                var residual = row.B - Vectors.Dot(row.A, x);
                worst = Math.Max(worst, Math.Abs(residual));
                var weight = 0.0;
                for (var i = 0; i < x.Length; i++)
                    weight += CanMove(i, residual * row.A[i], x) ? row.A[i] * row.A[i] : 0;
                if (weight <= 0)
                    continue;
                for (var i = 0; i < x.Length; i++)
                {
                    if (CanMove(i, residual * row.A[i], x))
                        x[i] += residual * row.A[i] / weight;
                }
            }

            foreach (var row in atMost)
            {
                var excess = Vectors.Dot(row.A, x) - row.B;
                if (excess <= 0)
                    continue;
                worst = Math.Max(worst, excess);
                Vectors.AddScaled(x, -excess / Vectors.Dot(row.A, row.A), row.A);
            }

            if (worst < 1e-14)
                return true;
        }

        for (var i = 0; i < x.Length; i++)
            x[i] = Math.Clamp(x[i], low[i], high[i]);
        return false;
    }

    private bool CanMove(int i, double step, double[] x) => step > 0 ? x[i] < high[i] : step < 0 && x[i] > low[i];

    private static void Cut(double speed, double room, ref double back, ref double ahead)
    {
        if (speed > 1e-14)
            ahead = Math.Min(ahead, room / speed);
        else if (speed < -1e-14)
            back = Math.Max(back, room / speed);
    }

    /// <summary>The centre of the largest ball within the set's own dimensions (Boyd and Vandenberghe 2004, section 8.5.1), and its radius.</summary>
    private (double[]? Centre, double Radius) FindCentre()
    {
        var n = low.Length;
        var rows = new List<LinearRow>();
        foreach (var face in Faces())
        {
            var inside = (double[])face.A.Clone();
            ProjectDirection(inside);
            var norm = Math.Sqrt(Vectors.Dot(inside, inside));
            rows.Add(new LinearRow([.. face.A, norm > 1e-9 ? norm : 0], face.B));
        }

        var objective = new double[n + 1];
        objective[n] = 1;
        var solution = LinearProgram.Maximize(objective, rows, [.. equal.Select(r => r with { A = [.. r.A, 0] })], [.. low, 0], [.. high, 1]);
        return solution is null ? (null, 0) : (solution[..n], solution[n]);
    }

    /// <summary>Every inequality, those of the bounds included (fixed coordinates have none).</summary>
    private IEnumerable<LinearRow> Faces()
    {
        foreach (var row in atMost)
            yield return row;
        for (var i = 0; i < low.Length; i++)
        {
            if (high[i] <= low[i])
                continue;
            var up = Unit(i);
            yield return new LinearRow(up, high[i]);
            var down = Unit(i);
            down[i] = -1;
            yield return new LinearRow(down, -low[i]);
        }
    }

    private double LargestSlack(LinearRow face)
    {
        var inside = (double[])face.A.Clone();
        ProjectDirection(inside);
        if (Vectors.Dot(inside, inside) < 1e-18)
            return double.PositiveInfinity;
        var best = LinearProgram.Maximize([.. face.A.Select(a => -a)], atMost, equal, low, high);
        return best is null ? 0 : face.B - Vectors.Dot(face.A, best);
    }

    private double[] Unit(int i)
    {
        var unit = new double[low.Length];
        unit[i] = 1;
        return unit;
    }

    private static List<double[]> Orthonormal(IEnumerable<double[]> rows)
    {
        var basis = new List<double[]>();
        foreach (var row in rows)
            Extend(basis, row);
        return basis;
    }

    private static List<double[]> Complement(List<double[]> rows, int n)
    {
        var all = new List<double[]>(rows);
        for (var i = 0; i < n && all.Count < n; i++)
        {
            var unit = new double[n];
            unit[i] = 1;
            Extend(all, unit);
        }

        return all[rows.Count..];
    }

    /// <summary>Adds what is new in a row to an orthonormal list (Gram-Schmidt, twice for the digits).</summary>
    private static void Extend(List<double[]> basis, double[] row)
    {
        var rest = (double[])row.Clone();
        var before = Math.Sqrt(Vectors.Dot(rest, rest));
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var known in basis)
                Vectors.AddScaled(rest, -Vectors.Dot(known, rest), known);
        }

        var norm = Math.Sqrt(Vectors.Dot(rest, rest));
        if (norm <= 1e-9 * before)
            return;
        for (var i = 0; i < rest.Length; i++)
            rest[i] /= norm;
        basis.Add(rest);
    }
}
