using SdlPortal.Domain.MetaAnalysis.Forests;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>
/// Configurations drawn from the product of the parameters' measures, each parameter spread evenly (McKay, Beckman and Conover 1979), and a second draw of every parameter to replace it by.
/// By column, then point. Levels stand in the order of their outcomes' distance from the center, so their names do not change the sample. Immutable.
/// </summary>
internal sealed class EffectSample
{
    private EffectSample(ushort[][] points, ushort[][] redrawn) => (Points, Redrawn) = (points, redrawn);

    public ushort[][] Points { get; }

    public ushort[][] Redrawn { get; }

    public static EffectSample Of(BinnedTable table, IReadOnlyList<ColumnMeasure> measures, int count, long seed)
    {
        var points = new ushort[measures.Count][];
        var redrawn = new ushort[measures.Count][];
        for (var j = 0; j < measures.Count; j++)
        {
            var order = Order(table, j, measures[j].Codes);
            points[j] = Column(measures[j].Weights, order, count, SeededRandom.Derive(seed, j, 1));
            redrawn[j] = Column(measures[j].Weights, order, count, SeededRandom.Derive(seed, j, 2));
        }

        return new EffectSample(points, redrawn);
    }

    private static ushort[] Order(BinnedTable table, int column, int codes)
    {
        var order = new ushort[codes];
        for (var b = 0; b < codes; b++)
            order[b] = (ushort)b;
        if (!table.Columns[column].IsCategory)
            return order;
        var (counts, sums) = (new int[codes], new Int128[codes]);
        for (var i = 0; i < table.Count; i++)
        {
            counts[table.Codes[column][i]]++;
            sums[table.Codes[column][i]] += table.Outcomes[i];
        }

        Array.Sort(order, 0, codes - 1, Comparer<ushort>.Create((a, b) =>
        {
            var byCount = counts[a].CompareTo(counts[b]);
            var bySum = byCount != 0 ? byCount : Int128.Abs(sums[a]).CompareTo(Int128.Abs(sums[b]));
            return bySum != 0 ? bySum : a.CompareTo(b);
        }));
        return order;
    }

    private static ushort[] Column(double[] weights, ushort[] order, int count, SeededRandom random)
    {
        var strata = new ushort[count];
        var (at, running) = (0, weights[order[0]]);
        for (var k = 0; k < count; k++)
        {
            var u = (k + 0.5) / count;
            while (u > running && at < order.Length - 1)
                running += weights[order[++at]];
            strata[k] = order[at];
        }

        random.Shuffle<ushort>(strata);
        return strata;
    }
}
