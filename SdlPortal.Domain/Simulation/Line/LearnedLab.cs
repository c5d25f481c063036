using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Domain.Simulation.Line;

/// <summary>What past campaigns say about one kind of station.</summary>
/// <param name="Runs">Finished attempts that were recorded.</param>
/// <param name="Campaigns">Campaigns they come from.</param>
/// <param name="MeanRatio">Actual over expected duration, on average.</param>
/// <param name="FailureShare">Failed attempts over all; those that a person aborted do not count.</param>
/// <param name="Used">False when the runs are too few: durations are then taken as expected and nothing fails.</param>
public sealed record LearnedKind(string Kind, int Runs, int Campaigns, double MeanRatio, double FailureShare, bool Used)
{
    /// <summary>Where the kind's durations come from, in words.</summary>
    public string Sentence => Used
        ? FormattableString.Invariant($"{Kind}: durations and failures as in {Runs} runs of {Campaigns} past {(Campaigns == 1 ? "campaign" : "campaigns")} ({MeanRatio:0.00} times the expected duration, {FailureShare * 100:0.#} % failed)")
        : Runs == 0 ? $"{Kind}: as expected, no past runs" : $"{Kind}: as expected, only {Runs} past {(Runs == 1 ? "run" : "runs")}";
}

/// <summary>A lab whose stations behave as they did in past campaigns, with where that is known from. Immutable.</summary>
/// <param name="Kinds">By the stations' kinds, in their order.</param>
public sealed record LearnedLab(LabModel Lab, EquatableList<LearnedKind> Kinds)
{
    /// <summary>Fewer runs of a kind say too little about how its durations scatter.</summary>
    public const int LeastRuns = 20;

    /// <summary>So many ratios are kept of a kind, evenly over their sizes: more would only cost memory.</summary>
    private const int MostRatios = 1000;

    /// <summary>
    /// Durations of a kind of station are the recorded ratios of actual to expected duration of all its finished runs, whatever the stage; its failure share is that of
    /// its attempts. Breakdowns and cleaning are not recorded and stay unknown.
    /// </summary>
    internal static LearnedLab From(IEnumerable<StationDescription> stations, IEnumerable<Campaign> past, int leastRuns)
    {
        var records = past.Select(Records).ToList();
        var kinds = new Dictionary<string, (LearnedKind Known, StationModel Model)>(StringComparer.Ordinal);
        var models = new List<StationModel>();
        foreach (var station in stations)
        {
            if (!kinds.TryGetValue(station.Kind, out var learned))
                kinds[station.Kind] = learned = Learn(station, records, leastRuns);
            models.Add(learned.Model with { Station = station });
        }

        return new LearnedLab(new LabModel([.. models]), [.. kinds.Values.Select(k => k.Known)]);
    }

    private static (LearnedKind Known, StationModel Model) Learn(StationDescription station, List<ILookup<string, double>> records, int leastRuns)
    {
        var attempts = records.SelectMany(r => r[station.Kind]).ToList();
        var ratios = attempts.Where(r => !double.IsNaN(r)).Order().ToList();
        var used = ratios.Count >= leastRuns;
        var failures = attempts.Count == 0 ? 0 : (attempts.Count - ratios.Count) / (double)attempts.Count;
        var known = new LearnedKind(station.Kind, ratios.Count, records.Count(r => r[station.Kind].Any()), ratios.Count == 0 ? 1 : ratios.Average(), failures, used);
        var model = new StationModel(station);
        return (known, used ? model with { Durations = new DurationModel(DurationShape.Recorded, Ratios: Thinned(ratios)), FailureShare = failures } : model);
    }

    /// <summary>Actual over expected duration of each attempt by the kind of station; NaN for one that failed.</summary>
    private static ILookup<string, double> Records(Campaign campaign) => campaign.Experiments.SelectMany(e => e.Runs)
        .Where(r => r.Status == StageRunStatus.Finished && r.EndedAt is not null && r.ExpectedLabSeconds > 0
            || r is { Status: StageRunStatus.Failed, Fault: not null and not StageFault.Aborted })
        .ToLookup(r => campaign.Route[r.Step].StationKind, r => r.Status == StageRunStatus.Failed ? double.NaN : (r.EndedAt!.Value - r.StartedAt).TotalSeconds * campaign.TimeScale / r.ExpectedLabSeconds, StringComparer.Ordinal);

    private static EquatableList<double> Thinned(List<double> sorted) => sorted.Count <= MostRatios
        ? [.. sorted]
        : [.. Enumerable.Range(0, MostRatios).Select(i => sorted[(int)((i + 0.5) * sorted.Count / MostRatios)])];
}
