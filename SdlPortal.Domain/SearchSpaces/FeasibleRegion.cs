using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.SearchSpaces;

/// <summary>
/// The constraints of a space as rows over <em>places</em>. A place is a point of the unit cube in which constrained numbers are always spaced evenly
/// in lab units, so that the constraints stay linear also for logarithmic parameters; all other columns are as in the <see cref="UnitCube"/>. Immutable.
/// </summary>
public sealed class FeasibleRegion
{
    private readonly bool[] constrained;
    private readonly Polytope? onlySlice;

    public FeasibleRegion(SearchSpace space)
    {
        Cube = new UnitCube(space);
        var d = Cube.Dimension;
        constrained = [.. Cube.Columns.Select(c => space.Constraints.Any(r => r.Terms.Any(t => t.Parameter == c.Name)))];
        Rows = [.. space.Constraints.Select(c => Compile(c, d))];
        Continuous = [.. Enumerable.Range(0, d).Where(i => Cube.Columns[i].IsContinuous)];
        Stepped = [.. Enumerable.Range(0, d).Where(i => !Cube.Columns[i].IsContinuous)];
        onlySlice = Stepped.All(i => !constrained[i]) ? NewSlice(new double[d]) : null;
    }

    public UnitCube Cube { get; }

    public SearchSpace Space => Cube.Space;

    /// <summary>One row per constraint, scaled so that its largest coefficient is 1; "at least" is turned into "at most".</summary>
    public IReadOnlyList<(LinearRow Row, bool IsEquality)> Rows { get; }

    /// <summary>Columns that may take any number in [0, 1].</summary>
    public IReadOnlyList<int> Continuous { get; }

    /// <summary>Columns with levels: whole numbers, discrete, choices, fixed.</summary>
    public IReadOnlyList<int> Stepped { get; }

    public bool IsConstrained => Rows.Count > 0;

    public bool IsColumnConstrained(int column) => constrained[column];

    /// <summary>The number of combinations of the stepped columns, constraints not counted.</summary>
    public double Combinations => Stepped.Aggregate(1.0, (product, i) => product * Cube.Columns[i].LevelCount!.Value);

    public double[] ToUnit(ReadOnlySpan<double> place)
    {
        var unit = place.ToArray();
        for (var i = 0; i < unit.Length; i++)
        {
            if (constrained[i])
                unit[i] = Cube.Columns[i].ToUnit(Cube.Columns[i].Low + (place[i] * Cube.Columns[i].Width));
        }

        return unit;
    }

    public double[] ToPlace(ReadOnlySpan<double> unit)
    {
        var place = unit.ToArray();
        for (var i = 0; i < place.Length; i++)
        {
            if (constrained[i])
                place[i] = Cube.Columns[i].Width > 0 ? (Cube.Columns[i].ToValue(unit[i]).Number - Cube.Columns[i].Low) / Cube.Columns[i].Width : 0;
        }

        return place;
    }

    /// <summary>d unit / d place of one column: 1 but for constrained logarithmic parameters.</summary>
    public double Stretch(int column, double place)
    {
        var c = Cube.Columns[column];
        if (!constrained[column] || !c.IsContinuous)
            return 1;
        const double step = 1e-7;
        var ahead = Math.Min(1, place + step);
        var behind = Math.Max(0, place - step);
        return (c.ToUnit(c.Low + (ahead * c.Width)) - c.ToUnit(c.Low + (behind * c.Width))) / (ahead - behind);
    }

    /// <summary>True when the decoded configuration belongs to the space: the last word on every point that is handed out.</summary>
    public bool Accepts(ReadOnlySpan<double> unit, out Configuration configuration)
    {
        configuration = Cube.Decode(unit);
        foreach (var constraint in Space.Constraints)
        {
            if (constraint.Violation(configuration) > 0)
                return false;
        }

        return true;
    }

    /// <summary>A quick look at the rows; a little wider than <see cref="Accepts"/>.</summary>
    public bool Keeps(ReadOnlySpan<double> place)
    {
        foreach (var (row, isEquality) in Rows)
        {
            var excess = Vectors.Dot(row.A, place) - row.B;
            if (excess > 1e-8 || (isEquality && excess < -1e-8))
                return false;
        }

        return true;
    }

    /// <summary>
    /// What the constraints leave of the continuous columns (in the order of <see cref="Continuous"/>) when the stepped ones stand as in the
    /// given place; null when nothing is left.
    /// </summary>
    public Polytope? Slice(ReadOnlySpan<double> place) => Stepped.All(i => !constrained[i]) ? onlySlice : NewSlice(place);

    /// <summary>Every unit point of a space without continuous columns that keeps the constraints; null when there are continuous columns or more than <paramref name="limit"/> combinations.</summary>
    public IReadOnlyList<double[]>? Enumerate(int limit)
    {
        if (Continuous.Count > 0 || Combinations > limit)
            return null;
        var points = new List<double[]>();
        var index = new long[Cube.Dimension];
        while (true)
        {
            var unit = new double[Cube.Dimension];
            for (var i = 0; i < unit.Length; i++)
                unit[i] = Cube.Columns[i].Level(index[i]);
            if (!IsConstrained || Accepts(unit, out _))
                points.Add(unit);
            var column = 0;
            while (column < index.Length && ++index[column] == Cube.Columns[column].LevelCount)
                index[column++] = 0;
            if (column == index.Length)
                return points;
        }
    }

    /// <summary>
    /// Checks that the constraints can hold together when whole numbers and levels count as continuous.
    /// </summary>
    /// <exception cref="InfeasibleSpaceException">They cannot; names a smallest set of constraints in conflict.</exception>
    public void Check()
    {
        if (HaveCommonPoint(Enumerable.Range(0, Rows.Count)))
            return;
        var conflict = Enumerable.Range(0, Rows.Count).ToList();
        foreach (var row in conflict.ToArray())
        {
            if (!HaveCommonPoint(conflict.Where(r => r != row)))
                conflict.Remove(row);
        }

        throw InfeasibleSpaceException.Relaxed([.. conflict.Select(r => Space.Constraints[r])]);
    }

    private bool HaveCommonPoint(IEnumerable<int> rows)
    {
        var chosen = rows.Select(r => Rows[r]).ToList();
        var d = Cube.Dimension;
        var high = new double[d];
        for (var i = 0; i < d; i++)
            high[i] = Cube.Columns[i].LevelCount == 1 ? 0 : 1;
        return LinearProgram.Maximize(new double[d], [.. chosen.Where(r => !r.IsEquality).Select(r => r.Row)], [.. chosen.Where(r => r.IsEquality).Select(r => r.Row)], new double[d], high) is not null;
    }

    private Polytope? NewSlice(ReadOnlySpan<double> place)
    {
        var n = Continuous.Count;
        var atMost = new List<LinearRow>();
        var equal = new List<LinearRow>();
        foreach (var (row, isEquality) in Rows)
        {
            var a = Continuous.Select(i => row.A[i]).ToArray();
            var b = row.B;
            foreach (var i in Stepped)
                b -= row.A[i] * place[i];
            if (a.All(c => c == 0))
            {
                if (b < -1e-9 || (isEquality && b > 1e-9))
                    return null;
                continue;
            }

            (isEquality ? equal : atMost).Add(new LinearRow(a, b));
        }

        var high = new double[n];
        Array.Fill(high, 1);
        return Polytope.TryCreate(atMost, equal, new double[n], high);
    }

    private (LinearRow Row, bool IsEquality) Compile(LinearConstraint constraint, int d)
    {
        var a = new double[d];
        var b = constraint.Value;
        foreach (var term in constraint.Terms)
        {
            for (var i = 0; i < d; i++)
            {
                if (Cube.Columns[i].Name != term.Parameter)
                    continue;
                a[i] += term.Coefficient * Cube.Columns[i].Width;
                b -= term.Coefficient * Cube.Columns[i].Low;
            }
        }

        var largest = a.Max(Math.Abs);
        var scale = (constraint.Relation == Relation.AtLeast ? -1 : 1) / (largest > 0 ? largest : 1);
        return (new LinearRow([.. a.Select(c => c * scale)], b * scale), constraint.Relation == Relation.Equal);
    }
}
