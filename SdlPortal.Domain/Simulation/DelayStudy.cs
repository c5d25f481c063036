using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>How a repetition of a study runs: the protocol of Wen, Zeitler and Rupnow 2023 (arXiv 2312.03466) unless told otherwise.</summary>
/// <param name="Delay">How many experiments are pending while the next one is chosen: a line of delay + 1 stations.</param>
public sealed record StudyProtocol(int Delay, int Initial = 10, int Experiments = 100);

/// <summary>
/// One simulated campaign under a delay. Experiment k is chosen with the results of the first k - delay experiments, initial ones included; the last
/// delay experiments are pending. Initial points and the noise of observation k follow from problem, seed and repetition alone, so all strategies
/// meet the same luck (common random numbers). Pure.
/// </summary>
public static class DelayStudy
{
    /// <param name="suggest">The strategy; it is asked only after the initial design.</param>
    public static Trajectory Run(StudyProblem problem, StudyProtocol protocol, StrategyChoice strategy, long seed, int repetition,
        Func<SuggestionRequest, Suggestion> suggest, CancellationToken cancellationToken = default)
    {
        var root = SeededRandom.DeriveSeed([seed, repetition, .. problem.Name.Select(c => (long)c)]);
        var sampler = new FeasibleSampler(problem.Space);
        var steps = new List<TrajectoryStep>(protocol.Experiments);
        var observations = new List<Observation>(protocol.Experiments);
        EquatableList<FittedModel> lastFit = [];
        for (var k = 0; k < protocol.Experiments; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Suggestion? suggestion = null;
            if (k >= protocol.Initial)
            {
                var known = Math.Max(0, k - protocol.Delay);
                suggestion = suggest(new SuggestionRequest(problem.Space, [.. problem.Truth.Objectives], [.. observations.Take(known)],
                    [.. observations.Skip(known).Select(o => o.Configuration)], new InitialDesign(InitialDesignKind.Random, protocol.Initial), strategy, SeededRandom.DeriveSeed(root, 0x57A7), k)
                {
                    LastFit = lastFit,
                });
                if (suggestion.Rationale.Fit.Count > 0)
                    lastFit = suggestion.Rationale.Fit;
            }

            var configuration = suggestion?.Configuration ?? sampler.Sample(SeededRandom.Derive(root, 0x1417, k));
            var measured = problem.Truth.Measure(configuration, SeededRandom.DeriveSeed(root, 0x4015E, k));
            observations.Add(new Observation(configuration, [.. measured]));
            steps.Add(new TrajectoryStep(configuration, measured[0], problem.Truth.TrueValues(configuration)[0], suggestion?.Rationale));
        }

        return new Trajectory(problem, steps);
    }
}
