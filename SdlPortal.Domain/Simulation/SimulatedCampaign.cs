using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>What a simulated campaign begins with.</summary>
/// <param name="Prior">Results that are known from the start.</param>
public sealed record SimulationStart(InitialDesign InitialDesign, IReadOnlyList<Observation> Prior)
{
    /// <summary>By index from 0, experiments that nobody chooses in the simulation: with values they are results as they stand, without they are measured on the truth.</summary>
    public IReadOnlyDictionary<int, Observation> Given { get; init; } = new Dictionary<int, Observation>();

    public static SimulationStart AtRandom(int initial) => new(new InitialDesign(InitialDesignKind.Random, initial), []);
}

/// <summary>
/// One campaign of a strategy on a known problem: the timeline says what is known and what is pending at each choice. Initial points and the noise of
/// experiment k follow from problem, seed and repetition alone, so all strategies meet the same luck (common random numbers). Pure.
/// </summary>
public static class SimulatedCampaign
{
    /// <param name="suggest">The strategy; it is asked only after the initial design.</param>
    public static Trajectory Run(StudyProblem problem, CampaignTimeline timeline, SimulationStart start, StrategyChoice strategy, long seed, int repetition,
        Func<SuggestionRequest, Suggestion> suggest, CancellationToken cancellationToken = default)
    {
        var root = SeededRandom.DeriveSeed([seed, repetition, .. problem.Name.Select(c => (long)c)]);
        var sampler = new FeasibleSampler(problem.Space);
        var steps = new List<TrajectoryStep>(timeline.Entries.Count);
        var observations = new List<Observation>(timeline.Entries.Count);
        EquatableList<FittedModel> lastFit = [];
        for (var k = 0; k < timeline.Entries.Count; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (known, pending) = timeline.Before(k);
            SuggestionRequest Request() => new(problem.Space, [.. problem.Truth.Objectives], [.. start.Prior, .. known.Select(i => observations[i])],
                [.. pending.Select(i => observations[i].Configuration)], start.InitialDesign, strategy, SeededRandom.DeriveSeed(root, 0x57A7), k)
            {
                PriorResults = start.Prior.Count,
                LastFit = lastFit,
            };
            Suggestion? suggestion = null;
            Configuration configuration;
            if (start.Given.TryGetValue(k, out var given))
            {
                configuration = given.Configuration;
            }
            else if (k < start.InitialDesign.Count)
            {
                configuration = start.InitialDesign.Kind == InitialDesignKind.Random ? sampler.Sample(SeededRandom.Derive(root, 0x1417, k)) : Strategies.Suggest(Request(), cancellationToken).Configuration;
            }
            else
            {
                suggestion = suggest(Request());
                configuration = suggestion.Configuration;
                if (suggestion.Rationale.Fit.Count > 0)
                    lastFit = suggestion.Rationale.Fit;
            }

            IReadOnlyList<double> measured = given is { Values.Count: > 0 } ? given.Values : problem.Truth.Measure(configuration, SeededRandom.DeriveSeed(root, 0x4015E, k));
            observations.Add(new Observation(configuration, [.. measured]));
            steps.Add(new TrajectoryStep(configuration, measured[0], problem.Truth.TrueValues(configuration)[0], suggestion?.Rationale));
        }

        return new Trajectory(problem, timeline, steps);
    }
}
