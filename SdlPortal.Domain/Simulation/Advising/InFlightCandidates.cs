using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>Which numbers in flight are worth comparing on a line. Pure.</summary>
internal static class InFlightCandidates
{
    /// <summary>The largest number a campaign file allows.</summary>
    private const int Most = 1000;

    /// <summary>More in flight fills the line until the throughput is within this share of its largest.</summary>
    private const double Full = 0.98;

    /// <summary>Experiments of a line run that tells its throughput.</summary>
    private const int Probe = 60;

    /// <summary>
    /// 1 up to one more than fills the line. Where these are more than <see cref="AdviceQuestion.MostInFlightCandidates"/>, a few of them, evenly spaced in their logarithm, the one that fills it among them.
    /// </summary>
    public static IReadOnlyList<int> Of(CampaignDefinition definition, SimulatedLines lines, Line.LabModel lab, string? extra = null)
    {
        var most = Math.Min(Math.Min(Most, definition.Budget.Experiments ?? Most), Slots(definition.Workflow, lab) + 1);
        var tried = Spaced(most, 24);
        var throughput = tried.Select(k => lines.Of(k, new Budget(Math.Max(Probe, 4 * k), null), 0, extra).ThroughputPerHour).ToList();
        var fills = tried[throughput.FindIndex(t => t >= Full * throughput.Max())];
        var last = Math.Min(most, fills + 1);
        return [.. Spaced(last, AdviceQuestion.MostInFlightCandidates - 1).Append(fills).Distinct().Order()];
    }

    /// <summary>Samples that the line can hold: more in flight only wait.</summary>
    private static int Slots(Workflow workflow, Line.LabModel lab) =>
        workflow.Route.Select(s => s.StationKind).Distinct(StringComparer.Ordinal).Sum(kind => lab.Stations.Where(s => s.Station.Kind == kind).Sum(s => s.Station.Capacity));

    /// <summary>All numbers from 1 to the last, or so many of them evenly spaced in their logarithm, both ends included.</summary>
    private static List<int> Spaced(int last, int count) => last <= count ? [.. Enumerable.Range(1, last)]
        : [.. Enumerable.Range(0, count).Select(i => (int)Math.Round(Math.Exp(Math.Log(last) * i / (count - 1)))).Distinct()];
}
