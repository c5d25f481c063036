using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>A region of belief in the unit cube: an interval in every numeric column, some of the choices in the others. Immutable.</summary>
/// <param name="Low">d numbers; minus infinity where the end is open.</param>
/// <param name="High">d numbers.</param>
/// <param name="Choices">By column; null for numbers and where every choice belongs to it.</param>
/// <param name="Volume">Its share of the cube, of levels and choices by their number.</param>
internal sealed record PriorBox(double[] Low, double[] High, bool[]?[] Choices, double Volume, double Probability)
{
    /// <summary>Width of a border, over which the density falls from 73 to 27 %. It lies outside: levels on the edge of a box belong to it.</summary>
    private const double Border = 0.02;

    /// <summary>The box; null with the reason where no configuration of the space can lie in it.</summary>
    public static PriorBox? Of(PriorRegion region, UnitCube cube, out string why)
    {
        var d = cube.Dimension;
        var (low, high, choices) = (new double[d], new double[d], new bool[]?[d]);
        Array.Fill(low, double.NegativeInfinity);
        Array.Fill(high, double.PositiveInfinity);
        why = "";
        if (!(region.Probability > 0 && region.Probability < 1))
        {
            why = "A region of the warm start was left out: its probability is not between 0 and 1.";
            return null;
        }

        foreach (var side in region.Sides)
        {
            var j = Enumerable.Range(0, d).Where(k => cube.Columns[k].Name == side.Parameter).DefaultIfEmpty(-1).First();
            if (j < 0)
            {
                why = $"A region of the warm start was left out: the space has no parameter '{side.Parameter}'.";
                return null;
            }

            var column = cube.Columns[j];
            if (column.IsCategorical)
            {
                var names = ((CategoricalParameter)cube.Space.Parameters[j]).Choices;
                choices[j] = [.. names.Select(c => side.Choices.Contains(c))];
            }
            else
            {
                if (side.Low is { } from && column.ToUnit(from) > 0)
                    low[j] = column.ToUnit(from);
                if (side.High is { } to && column.ToUnit(to) < 1)
                    high[j] = column.ToUnit(to);
            }
        }

        var volume = 1.0;
        for (var j = 0; j < d; j++)
        {
            volume *= choices[j] is { } choice ? choice.Count(c => c) / (double)choice.Length : Share(cube.Columns[j], low[j], high[j]);
            if (volume > 0)
                continue;
            why = $"A region of the warm start was left out: no value of '{cube.Columns[j].Name}' lies in it.";
            return null;
        }

        return new PriorBox(low, high, choices, volume, region.Probability);
    }

    /// <summary>p / volume · Π over columns of how far x lies inside; adds the derivatives to the gradient unless that is empty.</summary>
    public double Density(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var density = Probability / Volume;
        for (var j = 0; j < x.Length; j++)
            density *= Choices[j] is { } choice ? (choice[(int)x[j]] ? 1 : 0) : Rise(x[j] - Low[j] + (2 * Border)) * Rise(High[j] - x[j] + (2 * Border));
        for (var j = 0; j < gradient.Length && density > 0; j++)
        {
            // The derivative of log σ(t) is σ(-t).
            if (Choices[j] is null)
                gradient[j] += density * (Rise(Low[j] - x[j] - (2 * Border)) - Rise(x[j] - High[j] - (2 * Border))) / Border;
        }

        return density;
    }

    public bool Contains(ReadOnlySpan<double> x)
    {
        for (var j = 0; j < x.Length; j++)
        {
            if (Choices[j] is { } choice ? !choice[(int)x[j]] : !(x[j] >= Low[j] - 1e-9 && x[j] <= High[j] + 1e-9))
                return false;
        }

        return true;
    }

    /// <summary>Where in the box a uniform point of the cube lies.</summary>
    public double[] Place(ReadOnlySpan<double> uniform, UnitCube cube)
    {
        var point = new double[uniform.Length];
        for (var j = 0; j < point.Length; j++)
        {
            var column = cube.Columns[j];
            var (low, high) = (Math.Max(0, Low[j]), Math.Min(1, High[j]));
            if (Choices[j] is { } choice)
            {
                var inside = Enumerable.Range(0, choice.Length).Where(c => choice[c]).ToArray();
                point[j] = inside[Math.Min(inside.Length - 1, (int)(uniform[j] * inside.Length))];
            }
            else if (column.IsCategorical || (column.LevelCount is not null && low <= 0 && high >= 1))
            {
                point[j] = column.FromUniform(uniform[j]);
            }
            else if (column.LevelCount is null)
            {
                point[j] = low + (uniform[j] * (high - low));
            }
            else
            {
                var (first, last) = Levels(column, low, high);
                point[j] = column.Level(Math.Min(last, first + (long)(uniform[j] * (last - first + 1))));
            }
        }

        return point;
    }

    /// <summary>By what stands in them.</summary>
    public static int Compare(PriorBox a, PriorBox b)
    {
        var byProbability = b.Probability.CompareTo(a.Probability);
        var byVolume = byProbability != 0 ? byProbability : a.Volume.CompareTo(b.Volume);
        var byLow = byVolume != 0 ? byVolume : a.Low.AsSpan().SequenceCompareTo(b.Low);
        return byLow != 0 ? byLow : a.High.AsSpan().SequenceCompareTo(b.High);
    }

    private static double Share(UnitColumn column, double low, double high)
    {
        (low, high) = (Math.Max(0, low), Math.Min(1, high));
        if (column.LevelCount is not { } count)
            return high < low ? 0 : Math.Max(high - low, Border);
        var (first, last) = Levels(column, low, high);
        return Math.Max(0, last - first + 1) / (double)count;
    }

    /// <summary>The first and last level inside; the last is below the first where there is none.</summary>
    private static (long First, long Last) Levels(UnitColumn column, double low, double high)
    {
        var (first, last) = (column.NearestLevel(low), column.NearestLevel(high));
        if (column.Level(first) < low - 1e-9)
            first++;
        if (column.Level(last) > high + 1e-9)
            last--;
        return (first, last);
    }

    private static double Rise(double distance) => 1 / (1 + Math.Exp(-distance / Border));
}
