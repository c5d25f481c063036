using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Screening;
using SdlPortal.Domain.Simulation.Twins;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Campaigns.Twin;

/// <summary>A campaign's twin against its measurements, from the record alone: what the twin said when each experiment was suggested, and what came out. Pure.</summary>
/// <param name="Latest">The note of the latest suggestion; null before the first one.</param>
internal sealed record TwinComparison(TwinNote? Latest, TwinStanding Standing, Plot? Plot)
{
    public static TwinComparison Of(Campaign campaign)
    {
        var objective = campaign.Definition.Objectives[0];
        var measured = campaign.CompletedInOrder.Where(e => e.Rationale.Twin is not null && !e.Edited).ToList();
        double Good(double value) => objective.Merit.Of(objective.Oriented(value));
        var standing = TwinStanding.Of([.. measured.Select(e => (Good(e.Rationale.Twin!.Simulation), Good(e.Values[0])))]);
        return new TwinComparison(campaign.Experiments.LastOrDefault(e => e.Rationale.Twin is not null)?.Rationale.Twin, standing, measured.Count == 0 ? null : Draw(campaign, measured));
    }

    /// <summary>True while new suggestions are kept to what the twin lets through.</summary>
    public bool IsInForce => Latest is not { SetAside: not null };

    private static Plot Draw(Campaign campaign, List<Experiment> measured)
    {
        var objective = campaign.Definition.Objectives[0];
        var all = measured.SelectMany(e => new[] { e.Rationale.Twin!.Simulation, e.Values[0] }).ToList();
        var (low, high) = (all.Min(), all.Max());
        PlotTrace Points(string name, IEnumerable<Experiment> experiments, PlotMarker marker)
        {
            var shown = experiments.ToList();
            return new PlotTrace
            {
                Mode = "markers",
                Name = name,
                X = [.. shown.Select(e => e.Rationale.Twin!.Simulation)],
                Y = [.. shown.Select(e => e.Values[0])],
                Marker = marker,
                Text = [.. shown.Select(e => $"<b>experiment {e.Number}</b><br>simulated {Plot.Text(Quantity.Text(e.Rationale.Twin!.Simulation, objective.Unit))}<br>measured {Plot.Text(Quantity.Text(e.Values[0], objective.Unit))}")],
                HoverTemplate = "%{text}<extra></extra>",
            };
        }

        var traces = new[]
        {
            new PlotTrace { Mode = "lines", Name = "Measured = simulated", X = [low, high], Y = [low, high], Line = new PlotLine(Palette.Gray, 1.5, Dash: "dash"), HoverInfo = "skip" },
            Points("Screened", measured.Where(e => e.Rationale.Twin!.Screened), new PlotMarker(Palette.Blue, 7)),
            Points("Chosen without the twin", measured.Where(e => !e.Rationale.Twin!.Screened), new PlotMarker(Palette.Orange, 8, "diamond-open", new PlotLine(Palette.Orange, 2))),
        };
        var table = new PlotTable(["experiment", $"simulated_by_twin {objective.Label}", $"measured {objective.Label}", "screened"],
            [.. measured.Select(e => (IReadOnlyList<string>)[Quantity.Full(e.Number), Quantity.Full(e.Rationale.Twin!.Simulation), Quantity.Full(e.Values[0]), e.Rationale.Twin.Screened ? "yes" : "no"])]);
        return new Plot([.. traces.Where(t => t.X.Count > 0)], new PlotLayout(new PlotAxis($"Simulated by the twin: {Plot.Text(objective.Label)}"), new PlotAxis($"Measured {Plot.Text(objective.Label)}")), table);
    }
}
