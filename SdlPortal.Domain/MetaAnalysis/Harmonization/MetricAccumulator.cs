using SdlPortal.Domain.MetaAnalysis.Library.Chunks;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>Gathers a metric of all rows. Not safe for several threads.</summary>
internal sealed class MetricAccumulator(int count, Action<int> claim)
{
    private readonly List<double[]> replicates = [];
    private readonly bool[] set = new bool[count];

    /// <summary>What the sources say of it, goals turned around where the rule does.</summary>
    public List<MetricShape> Evidence { get; } = [];

    /// <summary>Readings of rows that have none yet.</summary>
    /// <returns>How many rows took theirs, and how many had one from another metric.</returns>
    public (int Taken, int Collisions) Set(int first, ReadingColumn column, Conversion conversion)
    {
        var (taken, collisions, at) = (0, 0, 0);
        for (var i = 0; i < column.Count; i++)
        {
            var row = first + column.Row(i);
            var length = column.Counts?[i] ?? 1;
            if (set[row])
                collisions++;
            else
            {
                set[row] = true;
                taken++;
                for (var r = 0; r < length; r++)
                    Replicate(r)[row] = conversion.Apply(column.Values[at + r]);
            }

            at += length;
        }

        return (taken, collisions);
    }

    /// <summary>The column, or null where no row has a reading.</summary>
    public MetricColumn? Finish(string name, MetricRule? rule, List<string> remarks)
    {
        if (!Array.Exists(set, s => s))
            return null;
        Replicate(0);
        return new MetricColumn(ShapeMerge.Of(name, rule, Evidence, remarks), replicates);
    }

    private double[] Replicate(int number)
    {
        while (replicates.Count <= number)
        {
            claim(1);
            var values = new double[count];
            Array.Fill(values, double.NaN);
            replicates.Add(values);
        }

        return replicates[number];
    }
}
