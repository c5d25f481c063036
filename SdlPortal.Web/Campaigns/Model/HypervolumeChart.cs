using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Model;

/// <summary>"Hypervolume history": how much of the space of objectives the results dominate, after each in the order of arrival, as a share of what they dominate now. Pure.</summary>
internal static class HypervolumeChart
{
    private const int MostObjectives = 4;

    /// <returns>Null where a single objective is sought, or more than the volume is quickly known of.</returns>
    public static Plot? Build(ModelReport report)
    {
        var sought = report.Request.Aims.Sought;
        var rows = Enumerable.Range(0, report.Rows.Count).Where(i => report.Rows.MayBeBest[i]).ToList();
        if (sought.Count is < 2 or > MostObjectives || rows.Count == 0)
            return null;
        var outputs = rows.ConvertAll(i => sought.Select(o => report.Rows.Merits[i][o]).ToArray());
        var history = Hypervolume.History(outputs, Hypervolume.ReferencePoint(outputs));
        var (at, now) = (rows.ConvertAll(i => report.Rows.Results[i] + 1.0), history[^1]);
        var line = new PlotTrace
        {
            Mode = "lines",
            Name = "Hypervolume",
            X = at,
            Y = [.. history.Select(v => now > 0 ? v / now : 0)],
            Line = new PlotLine(Palette.Blue, 2, "hv"),
            HoverTemplate = "after result %{x}: %{y:.1%}<extra></extra>",
        };
        return new Plot([line], new PlotLayout(new PlotAxis("Results, in the order of arrival"), new PlotAxis("Hypervolume, share of today's", TickFormat: ".0%") { Range = [0, 1.05] }) { ShowLegend = false },
            new PlotTable(["Result", "Hypervolume", "Share of today's"], [.. history.Select((v, k) => (IReadOnlyList<string>)[Quantity.Full(at[k]), Quantity.Full(v), Quantity.Full(now > 0 ? v / now : 0)])]))
        {
            Note = $"The volume that {rows.Count:N0} results dominate above a reference point a tenth of the front's range below its worst values; a flat line means that the front no longer moves.",
        };
    }
}
