using System.Globalization;
using System.Text;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>The order of a timeline without its times: all that the choices of a simulated campaign depend on.</summary>
internal static class ArrivalOrder
{
    /// <summary>
    /// For each choice the experiments that ended since the choice before, in the order of their ends, lost ones marked. Where one timeline's text begins with another's, its
    /// campaign begins with the other's.
    /// </summary>
    public static string Arrivals(this CampaignTimeline timeline)
    {
        var entries = timeline.Entries;
        var order = Enumerable.Range(0, entries.Count).OrderBy(k => entries[k].EndedAt).ToArray();
        var text = new StringBuilder();
        var next = 0;
        foreach (var entry in entries)
        {
            for (; next < order.Length && entries[order[next]].EndedAt <= entry.ChosenAt; next++)
                text.Append(CultureInfo.InvariantCulture, $"{order[next]}{(entries[order[next]].HasResult ? "" : "x")},");
            text.Append(';');
        }

        return text.ToString();
    }
}
