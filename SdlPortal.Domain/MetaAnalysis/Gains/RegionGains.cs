using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>What a region that is given is worth in the tasks of a table. Of tasks that it was found in this flatters; it is for tasks that came later. Pure.</summary>
public static class RegionGains
{
    /// <returns>One per task that has runs inside and outside, in the order of the table; a configuration that was run several times counts once, with its mean.</returns>
    public static IReadOnlyList<TaskGain> Of(IReadOnlyList<ConfigurationBox> boxes, AnalysisTable table, Func<string, bool> isWanted)
    {
        var inside = BoxMembership.Inside(boxes, table.Parameters, table.Count);
        var gains = new List<TaskGain>();
        for (var first = 0; first < table.Count;)
        {
            var next = first + 1;
            while (next < table.Count && table.Tasks.Codes[next] == table.Tasks.Codes[first])
                next++;
            if (isWanted(table.Tasks[first]!) && Of(table, Enumerable.Range(first, next - first), r => inside[r]) is { } gain)
                gains.Add(gain);
            first = next;
        }

        return gains;
    }

    /// <param name="rows">Of one task, ascending: rows of equal configurations stand together.</param>
    /// <returns>Null without runs on one of the sides.</returns>
    internal static TaskGain? Of(AnalysisTable table, IEnumerable<int> rows, Func<int, bool> isInside)
    {
        var (inside, outside) = (new List<double>(), new List<double>());
        var (before, sum, count) = (-1, 0.0, 0);
        foreach (var row in rows)
        {
            if (before >= 0 && !IsSame(table, before, row))
                Close();
            (before, sum, count) = (row, sum + table.Outcomes[row], count + 1);
        }

        if (before >= 0)
            Close();
        return inside.Count == 0 || outside.Count == 0 ? null : TaskGain.Of(table.Tasks[before]!, [.. inside], [.. outside]);

        void Close()
        {
            (isInside(before) ? inside : outside).Add(sum / count);
            (sum, count) = (0, 0);
        }
    }

    /// <summary>Two rows of one task with the same configuration.</summary>
    internal static bool IsSame(AnalysisTable table, int a, int b)
    {
        foreach (var parameter in table.Parameters)
        {
            // Not-a-number equals itself here: not active in both.
            if (!parameter.Values[a].Equals(parameter.Values[b]))
                return false;
        }

        return true;
    }
}
