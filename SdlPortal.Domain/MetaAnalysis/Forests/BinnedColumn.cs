using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Forests;

/// <summary>
/// A parameter as trees see it: every value is the number of its class. Numbers fall into classes with about as many rows each (one per value where those are few), a category has one for each level that occurs;
/// "not active" is a class of its own after all others. Immutable.
/// </summary>
internal sealed class BinnedColumn
{
    /// <summary>A level that did not occur.</summary>
    public const ushort Unknown = ushort.MaxValue;

    /// <summary>Classes of numbers are taken from so many rows, spread evenly.</summary>
    private const int MostSorted = 65_536;

    private readonly int[] codeOfLevel;

    private BinnedColumn(ParameterShape shape, double[] edges, double[] centers, int[] codeOfLevel)
    {
        (Shape, Edges, Centers, this.codeOfLevel) = (shape, edges, centers, codeOfLevel);
        Bins = centers.Length;
    }

    public ParameterShape Shape { get; }

    public bool IsCategory => Shape.IsCategory;

    /// <summary>Classes, "not active" aside.</summary>
    public int Bins { get; }

    /// <summary>The class of "not active".</summary>
    public ushort NotActive => (ushort)Bins;

    /// <summary>Numbers: class b holds what is above edge b − 1 and not above edge b; one fewer than classes. Halfway between neighbors, on the parameter's scale.</summary>
    public double[] Edges { get; }

    /// <summary>Numbers: the middle value of each class; categories: the level.</summary>
    public double[] Centers { get; }

    /// <summary>Numbers: the smallest seen.</summary>
    public double Low { get; private init; } = double.NaN;

    /// <summary>Numbers: the largest seen.</summary>
    public double High { get; private init; } = double.NaN;

    /// <summary>Numbers: few values, each seen again and again.</summary>
    public bool IsGrid { get; private init; }

    public static BinnedColumn Of(ParameterColumn column, int mostBins)
    {
        if (column.Shape.IsCategory)
            return OfLevels(column);
        var sorted = Sample(column.Values);
        var (values, counts) = Distinct(sorted);
        var (centers, edges) = (new List<double>(), new List<double>());
        var left = sorted.Count;
        for (var at = 0; at < values.Count;)
        {
            var room = mostBins - centers.Count;
            var aim = values.Count - at <= room ? 1 : (left + room - 1) / room;
            var (end, taken) = (at, 0);
            while (end < values.Count && (taken == 0 || taken + (counts[end] / 2) < aim))
                taken += counts[end++];
            if (room == 1)
                end = values.Count;
            centers.Add(values[(at + end - 1) / 2]);
            if (end < values.Count)
                edges.Add(Halfway(values[end - 1], values[end], column.Shape.Scale));
            left -= taken;
            at = end;
        }

        var known = sorted.Count > 0;
        return new BinnedColumn(column.Shape, [.. edges], [.. centers], [])
        {
            Low = known ? sorted[0] : double.NaN,
            High = known ? sorted[^1] : double.NaN,
            IsGrid = known && values.Count == centers.Count && sorted.Count >= 4 * values.Count,
        };
    }

    public ushort Code(double value)
    {
        if (double.IsNaN(value))
            return NotActive;
        if (IsCategory)
            return value >= 0 && value < codeOfLevel.Length && codeOfLevel[(int)value] >= 0 ? (ushort)codeOfLevel[(int)value] : Unknown;
        var (low, high) = (0, Edges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (value <= Edges[middle])
                high = middle;
            else
                low = middle + 1;
        }

        // A column without any number has one class only in name.
        return Bins == 0 ? Unknown : (ushort)low;
    }

    public ushort[] Codes(double[] values)
    {
        var codes = new ushort[values.Length];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = Code(values[i]);
        return codes;
    }

    /// <summary>The edge between classes first and last (first below last) that comes nearest to halfway between their middles.</summary>
    public int CutBetween(int first, int last)
    {
        if (last - first <= 1)
            return first;
        var middle = Halfway(Centers[first], Centers[last], Shape.Scale);
        var cut = first;
        for (var b = first + 1; b < last; b++)
        {
            if (Math.Abs(Edges[b] - middle) < Math.Abs(Edges[cut] - middle))
                cut = b;
        }

        return cut;
    }

    /// <summary>Numbers in ascending order; of many, some spread evenly over the rows.</summary>
    private static List<double> Sample(double[] values)
    {
        var active = values.Count(v => !double.IsNaN(v));
        var stride = Math.Max(1, (active + MostSorted - 1) / MostSorted);
        var sorted = new List<double>(Math.Min(active, MostSorted));
        var seen = 0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value) && seen++ % stride == 0)
                sorted.Add(value);
        }

        sorted.Sort();
        return sorted;
    }

    private static BinnedColumn OfLevels(ParameterColumn column)
    {
        var codes = new int[column.Shape.Levels.Count];
        Array.Fill(codes, -1);
        foreach (var value in column.Values)
        {
            if (!double.IsNaN(value))
                codes[(int)value] = 0;
        }

        var levels = new List<double>();
        for (var level = 0; level < codes.Length; level++)
        {
            if (codes[level] < 0)
                continue;
            codes[level] = levels.Count;
            levels.Add(level);
        }

        if (levels.Count >= Unknown)
            throw new ArgumentException($"'{column.Shape.Name}' has {levels.Count} levels; at most {Unknown - 1} can be told apart.", nameof(column));
        return new BinnedColumn(column.Shape, [], [.. levels], codes);
    }

    private static (List<double> Values, List<int> Counts) Distinct(List<double> sorted)
    {
        var (values, counts) = (new List<double>(), new List<int>());
        foreach (var value in sorted)
        {
            if (values.Count > 0 && values[^1] == value)
            {
                counts[^1]++;
                continue;
            }

            values.Add(value);
            counts.Add(1);
        }

        return (values, counts);
    }

    private static double Halfway(double low, double high, Scale scale)
    {
        var middle = scale == Scale.Log && low > 0 ? Math.Sqrt(low) * Math.Sqrt(high) : low + ((high - low) / 2);

        // Not above the lower of the two (neighbors in the last bit, infinities) would put both on one side.
        return middle >= low && middle < high ? middle : low;
    }
}
