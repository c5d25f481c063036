using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>Means of groups of rows in the columns' own units, from the values that are there. Pure.</summary>
internal static class OwnMeans
{
    private const string IsLevel = " = ";

    /// <returns>By feature, then group; of a level of a category its share; not a number where a group has no value.</returns>
    public static double[][] Of(DataTable table, PreparedRows prepared, int[] labels, int groups, AnalysisStep step)
    {
        var means = new double[prepared.Width][];
        RowBlocks.Each(prepared.Width, step, j =>
        {
            var (column, level) = Source(table, prepared.Features[j]);
            var values = column < 0 ? null : table.Values(column);
            var (sums, counts) = (new double[groups], new int[groups]);
            for (var i = 0; i < labels.Length; i++)
            {
                var value = values is null ? prepared.Values[(i * prepared.Width) + j] : values[prepared.Rows[i]];
                if (!double.IsFinite(value))
                    continue;
                sums[labels[i]] += level < 0 ? value : value == level ? 1 : 0;
                counts[labels[i]]++;
            }

            means[j] = [.. sums.Select((s, c) => counts[c] > 0 ? s / counts[c] : double.NaN)];
        });
        return means;
    }

    public static string? UnitOf(DataTable table, string feature) => table.IndexOf(feature) is >= 0 and var at ? table.Columns[at].Unit : null;

    /// <summary>The column that a feature comes from and, of a category, the level; −1 where there is none (several levels that share a feature).</summary>
    private static (int Column, int Level) Source(DataTable table, string feature)
    {
        var own = table.IndexOf(feature);
        if (own >= 0)
            return (own, -1);
        for (var at = feature.IndexOf(IsLevel, StringComparison.Ordinal); at > 0; at = feature.IndexOf(IsLevel, at + 1, StringComparison.Ordinal))
        {
            var column = table.IndexOf(feature[..at]);
            var level = column < 0 ? -1 : table.Columns[column].Levels.ToList().IndexOf(feature[(at + IsLevel.Length)..]);
            if (level >= 0)
                return (column, level);
        }

        return (-1, -1);
    }
}
