using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>
/// Which station stands in which row: those of the campaign's stages in the order of the route, the robot last, and below them
/// stations that did work for the campaign and are not part of the lab any more.
/// </summary>
internal sealed class GanttLayout
{
    private readonly List<StationView> stations;

    private GanttLayout(List<StationView> stations) => this.stations = stations;

    public static GanttLayout Of(Campaign campaign, IReadOnlyList<StationView> stations, GanttRuns runs)
    {
        var kinds = campaign.Route.OrderBy(s => s.Kind == StepKind.Transfer).Select(s => s.StationKind).Distinct().ToList();
        var rows = kinds.SelectMany(kind => stations.Where(s => s.Description.Kind == kind)).ToList();
        var known = rows.Select(r => r.Description.Id).ToHashSet();
        foreach (var gone in runs.Slots.Where(p => !known.Contains(p.Station)).GroupBy(p => p.Station).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            rows.Add(stations.FirstOrDefault(s => s.Description.Id == gone.Key) ?? new StationView(
                new StationDescription(gone.Key, "", gone.Key, gone.Max(p => p.Slot) + 1, campaign.TimeScale, Simulated: false),
                new StationState(StationCondition.Disconnected, "not part of this lab any more")));
        }

        return new GanttLayout(rows);
    }

    public IEnumerable<Place> Slots => stations.SelectMany(SlotsOf);

    public double Height => GanttChart.AxisHeight + stations.Sum(HeightOf);

    /// <summary>The slots on which a step may happen.</summary>
    public IEnumerable<Place> SlotsFor(string kind) => stations.Where(s => s.Description.Kind == kind).SelectMany(SlotsOf);

    public IReadOnlyList<GanttRow> Rows(Func<Place, IReadOnlyList<GanttBar>> bars)
    {
        var rows = new List<GanttRow>();
        var top = GanttChart.AxisHeight;
        foreach (var station in stations)
        {
            var lanes = SlotsOf(station).Select((slot, i) => new GanttLane(slot, top + (GanttChart.RowGap / 2) + (i * GanttChart.LaneHeight), bars(slot))).ToList();
            var trouble = station.State.Condition == StationCondition.Ready ? null
                : $"{station.State.Condition.ToString().ToLowerInvariant()}: {station.State.Reason ?? "no reason given"}";
            rows.Add(new GanttRow(station.Description.Id, station.Description.Name, station.Description.Kind, station.State.Condition, trouble, top, HeightOf(station), lanes));
            top += HeightOf(station);
        }

        return rows;
    }

    private static IEnumerable<Place> SlotsOf(StationView station) =>
        Enumerable.Range(0, station.Description.Capacity).Select(slot => new Place(station.Description.Id, slot));

    private static double HeightOf(StationView station) => (station.Description.Capacity * GanttChart.LaneHeight) + GanttChart.RowGap;
}
