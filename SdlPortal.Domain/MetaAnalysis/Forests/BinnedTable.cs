using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Forests;

/// <summary>Rows as trees see them: classes of every column and outcomes as whole numbers, so that sums are exact in any order and change their sign with the outcomes. Immutable.</summary>
internal sealed class BinnedTable
{
    private const long CoarseUnit = 1L << 16;

    private BinnedTable(BinnedColumn[] columns, ushort[][] codes, long[] outcomes, double center, double unit)
    {
        (Columns, Codes, Outcomes, Center, Unit) = (columns, codes, outcomes, center, unit);
        ByDistance = [.. Enumerable.Range(0, outcomes.Length)];

        // Rounded, so that outcomes as far above as others below are not told apart by what scaling them did to their last bits.
        var distances = Array.ConvertAll(outcomes, q => (Math.Abs(q) + (CoarseUnit / 2)) / CoarseUnit);
        Array.Sort(distances, ByDistance);
        for (var at = 0; at < distances.Length;)
        {
            var end = at + 1;
            while (end < distances.Length && distances[end] == distances[at])
                end++;
            Array.Sort(ByDistance, at, end - at);
            at = end;
        }
    }

    public BinnedColumn[] Columns { get; }

    /// <summary>By column, then row.</summary>
    public ushort[][] Codes { get; }

    /// <summary>(outcome − center) / unit, rounded.</summary>
    public long[] Outcomes { get; }

    /// <summary>Halfway between the smallest and the largest outcome: the same whatever the order, and negated with the outcomes.</summary>
    public double Center { get; }

    public double Unit { get; }

    /// <summary>Rows by the distance of their outcome from the center: draws go by this order, so neither the names of levels nor the sign of outcomes change which rows are drawn.</summary>
    public int[] ByDistance { get; }

    public int Count => Outcomes.Length;

    /// <summary>Half of the outcomes' range in units.</summary>
    public long HalfRange { get; private init; }

    public static BinnedTable Of(IReadOnlyList<ParameterColumn> columns, double[] outcomes, int mostBins, long mostDraws, int threads, CancellationToken cancellationToken)
    {
        var binned = new BinnedColumn[columns.Count];
        var codes = new ushort[columns.Count][];
        Parallel.For(0, columns.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, j =>
        {
            binned[j] = BinnedColumn.Of(columns[j], mostBins);
            codes[j] = binned[j].Codes(columns[j].Values);
        });

        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var y in outcomes)
            (low, high) = (Math.Min(low, y), Math.Max(high, y));
        var (center, half) = outcomes.Length == 0 ? (0.0, 0.0) : ((low / 2) + (high / 2), (high / 2) - (low / 2));
        var whole = new long[outcomes.Length];

        // All draws of a tree together stay below 2^62.
        var bits = Math.Clamp(61 - (int)Math.Ceiling(Math.Log2(Math.Max(2, mostDraws))), 8, 46);
        var steps = Math.ScaleB(1.0, bits);
        if (half > 0)
        {
            for (var i = 0; i < whole.Length; i++)
                whole[i] = (long)Math.Round((outcomes[i] - center) / half * steps);
        }

        return new BinnedTable(binned, codes, whole, center, half / steps) { HalfRange = half > 0 ? (long)steps : 0 };
    }

    /// <summary>An outcome from a sum of whole ones.</summary>
    public double Outcome(long sum, long count) => Center + ((double)sum / count * Unit);
}
