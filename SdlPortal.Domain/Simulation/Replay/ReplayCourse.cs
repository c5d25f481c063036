using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Replay;

/// <param name="Best">After each result, the best true value so far; NaN while none keeps the bounds on outcomes.</param>
/// <param name="Outside">Share of the strategy's choices at which the surrogate mostly guesses.</param>
internal sealed record ReplayRun(IReadOnlyList<double> Best, double Outside);

/// <summary>What every run of a replay has in common: the surrogate, the timeline, and what stays as it was. Immutable, safe from any thread.</summary>
internal sealed class ReplayCourse
{
    /// <summary>Above this share of its variance far from all results the surrogate knows more from its mean than from results.</summary>
    private const double Guess = 0.5;

    private readonly RecordedCampaign record;
    private readonly StudyProblem problem;
    private readonly SimulationStart start;
    private readonly Aims aims;
    private readonly long seed;

    public ReplayCourse(RecordedCampaign record, long seed)
    {
        this.record = record;
        this.seed = seed;
        var definition = record.Definition;
        aims = definition.Aims;
        Truth = TableGroundTruth.Fit(definition.Space, definition.Objectives, RowsOf(record), noiseSds: null, seed);
        // No regret is asked for, so the problem needs no optimum.
        problem = new StudyProblem("replay", definition.Space, Truth, double.NaN, record.Results[0].Observation.Configuration);
        start = new SimulationStart(definition.InitialDesign, record.Prior) { Given = record.Given };
    }

    public TableGroundTruth Truth { get; }

    public Objective Headline => aims.Headline;

    public static IReadOnlyList<Observation> RowsOf(RecordedCampaign record) => [.. record.Prior, .. record.Results.Select(r => r.Observation)];

    public ReplayRun Run(StrategyChoice strategy, int repetition, CancellationToken cancellationToken)
    {
        var trajectory = SimulatedCampaign.Run(problem, record.Timeline, start, strategy, seed, repetition,
            request => Strategies.Suggest(request with { OutcomeConstraints = aims.Constraints, Combination = aims.Combination }, cancellationToken), cancellationToken);
        var arrived = record.Results.Select(r => trajectory.Steps[r.Entry].Configuration).ToList();
        var chosen = record.Results.Where(r => !record.Given.ContainsKey(r.Entry)).Select(r => trajectory.Steps[r.Entry].Configuration).ToList();
        return new ReplayRun(Best(arrived, Truth.TrueValues), chosen.Average(c => Truth.Unknown(c) > Guess ? 1.0 : 0));
    }

    /// <summary>The headline of the best of the prior results and of what has arrived, after each arrival.</summary>
    public IReadOnlyList<double> Best(IReadOnlyList<Observation> arrived, Func<Observation, IReadOnlyList<double>> valuesOf) =>
        Best(Prior().Select(valuesOf), arrived.Select(valuesOf));

    private IReadOnlyList<double> Best(IReadOnlyList<Configuration> arrived, Func<Configuration, IReadOnlyList<double>> valuesOf) =>
        Best(Prior().Select(o => valuesOf(o.Configuration)), arrived.Select(valuesOf));

    private IReadOnlyList<double> Best(IEnumerable<IReadOnlyList<double>> before, IEnumerable<IReadOnlyList<double>> arrived)
    {
        IReadOnlyList<double>? best = null;
        IReadOnlyList<double>? Better(IReadOnlyList<double> values) => aims.AreKept(values) && (best is null || aims.IsBetter(values, best)) ? values : best;
        foreach (var values in before)
            best = Better(values);
        var course = new List<double>();
        foreach (var values in arrived)
        {
            best = Better(values);
            course.Add(best is null ? double.NaN : aims.HeadlineValue(best));
        }

        return course;
    }

    /// <summary>Prior results that the campaign could have repeated.</summary>
    private IEnumerable<Observation> Prior() => record.Prior.Where(o => record.Definition.Space.Contains(o.Configuration));
}
