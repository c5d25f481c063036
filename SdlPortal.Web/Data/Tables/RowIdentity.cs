using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Web.Data.Tables;

/// <summary>Whether the rows of a table are still the ones that they were when its source was read the last time.</summary>
internal static class RowIdentity
{
    /// <summary>True where every row of the earlier table has its place in the later one.</summary>
    public static bool OnlyGrew(DataTable before, DataTable after, TableOrigin origin) =>
        after.Rows >= before.Rows && (origin == TableOrigin.Campaign ? [CampaignTable.Identity] : RunsTable.Identity).All(name => Same(before, after, name));

    private static bool Same(DataTable before, DataTable after, string name)
    {
        var (was, now) = (before.IndexOf(name), after.IndexOf(name));
        if (was < 0 || now < 0)
            return was == now;
        var (first, second) = (before.Values(was), after.Values(now));
        var (levels, nextLevels) = (before.Columns[was].Levels, after.Columns[now].Levels);
        for (var row = 0; row < first.Length; row++)
        {
            if (levels.Count > 0 && nextLevels.Count > 0 && !double.IsNaN(first[row]) && !double.IsNaN(second[row]))
            {
                if (levels[(int)first[row]] != nextLevels[(int)second[row]])
                    return false;
            }
            else if (!first[row].Equals(second[row]))
            {
                return false;
            }
        }

        return true;
    }
}
