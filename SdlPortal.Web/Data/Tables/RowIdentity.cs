using System.Globalization;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Web.Data.Tables;

/// <summary>Finds the rows of a table again when its source was read anew: by the number of an experiment, or a run's source and place in it.</summary>
internal sealed class RowIdentity
{
    private readonly IReadOnlyList<string> columns;
    private readonly string[] before;
    private readonly Dictionary<string, int> after = new(StringComparer.Ordinal);
    private readonly HashSet<string> doubled = new(StringComparer.Ordinal);

    public RowIdentity(DataTable before, DataTable after, TableOrigin origin)
    {
        columns = origin == TableOrigin.Campaign ? [CampaignTable.Identity] : RunsTable.Identity;
        this.before = Keys(before);
        var keys = Keys(after);
        for (var row = 0; row < keys.Length; row++)
        {
            if (!this.after.TryAdd(keys[row], row))
                doubled.Add(keys[row]);
        }
    }

    /// <summary>Where the rows are now; those that are gone, or that cannot be told apart, are not among them.</summary>
    public RowSet Find(RowSet rows) => RowSet.Of(rows.All().Where(r => !doubled.Contains(before[r]) && after.ContainsKey(before[r])).Select(r => after[before[r]]));

    private string[] Keys(DataTable table)
    {
        var keys = new string[table.Rows];
        Array.Fill(keys, "");
        foreach (var at in columns.Select(table.IndexOf).Where(i => i >= 0))
        {
            var (column, values) = (table.Columns[at], table.Values(at));
            for (var row = 0; row < keys.Length; row++)
                keys[row] += (column.Kind == ColumnKind.Category && !double.IsNaN(values[row]) ? column.Levels[(int)values[row]] : values[row].ToString("R", CultureInfo.InvariantCulture)) + '\u001f';
        }

        return keys;
    }
}
