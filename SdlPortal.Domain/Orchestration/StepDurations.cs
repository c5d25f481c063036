using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Orchestration;

/// <summary>How long each step of a route takes in clock time: what was expected, or the mean of the actual durations once there are any.</summary>
internal sealed class StepDurations
{
    /// <summary>Above this share of work the scarcest stations limit the line; below it the places in flight do.</summary>
    private const double Busy = 0.8;

    private readonly EquatableList<Step> route;
    private readonly TimeSpan[] mean;
    private readonly double[] spread;
    private readonly int[] seen;

    private StepDurations(EquatableList<Step> route) =>
        (this.route, mean, spread, seen) = (route, new TimeSpan[route.Count], new double[route.Count], new int[route.Count]);

    public TimeSpan this[int step] => mean[step];

    public static StepDurations Of(Campaign campaign)
    {
        var durations = new StepDurations(campaign.Route);
        var (sums, squares) = (new double[campaign.Route.Count], new double[campaign.Route.Count]);
        foreach (var run in campaign.Experiments.SelectMany(e => e.Runs))
        {
            if (run is not { Status: StageRunStatus.Finished, EndedAt: { } ended })
                continue;
            var off = (ended - run.StartedAt).TotalSeconds - campaign.Route[run.Step].Seconds / campaign.TimeScale;
            sums[run.Step] += off;
            squares[run.Step] += off * off;
            durations.seen[run.Step]++;
        }

        for (var i = 0; i < campaign.Route.Count; i++)
        {
            var n = durations.seen[i];
            var off = n > 0 ? sums[i] / n : 0;
            durations.mean[i] = TimeSpan.FromSeconds(campaign.Route[i].Seconds / campaign.TimeScale + off);
            durations.spread[i] = n > 1 ? Math.Sqrt(Math.Max(0, (squares[i] - n * off * off) / (n - 1))) : double.NaN;
        }

        return durations;
    }

    /// <summary>
    /// Two standard deviations of the time that <paramref name="experiments"/> more take. With r runs one after the other of a
    /// step with spread s, seen n times, the variance is r s² (chance) + (r s)² / n (the mean is an estimate); variances of the
    /// steps that limit the line add up.
    /// </summary>
    public TimeSpan? Uncertainty(int experiments, double share, string? bottleneck, IReadOnlyList<StationView> stations, int maxInFlight)
    {
        var limitedByStations = share >= Busy;
        var inARow = (double)experiments / (limitedByStations ? stations.Where(s => s.Description.Kind == bottleneck).Sum(s => s.Description.Capacity) : maxInFlight);
        var variance = 0.0;
        foreach (var step in route.Where(s => !limitedByStations || s.StationKind == bottleneck))
        {
            if (seen[step.Index] < 2)
                return null;
            variance += (inARow + inARow * inARow / seen[step.Index]) * spread[step.Index] * spread[step.Index];
        }

        return TimeSpan.FromSeconds(2 * Math.Sqrt(variance));
    }
}
