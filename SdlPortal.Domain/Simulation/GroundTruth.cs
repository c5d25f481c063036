using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>
/// What a simulated lab measures: the true value of every objective at any configuration, and noise around it. Immutable, safe from any thread.
/// </summary>
public abstract class GroundTruth(IReadOnlyList<Objective> objectives, IReadOnlyList<double> noiseSds)
{
    /// <summary>One or two sentences for people: what it is and how good it is.</summary>
    public abstract string Description { get; }

    public IReadOnlyList<Objective> Objectives { get; } = objectives;

    /// <summary>Standard deviation of the Gaussian noise of each objective, in its units.</summary>
    public IReadOnlyList<double> NoiseSds { get; } = noiseSds;

    /// <summary>The best true value of the first objective, where it is known.</summary>
    public virtual double? Optimum => null;

    /// <summary>The values without noise, one per objective, in the objectives' units and sign.</summary>
    public abstract IReadOnlyList<double> TrueValues(Configuration configuration);

    /// <summary>A measurement: the true values with noise that follows from the seed.</summary>
    public IReadOnlyList<double> Measure(Configuration configuration, long seed)
    {
        var random = SeededRandom.Derive(seed, 0x3EA5);
        return [.. TrueValues(configuration).Select((v, o) => v + (NoiseSds[o] * random.NextNormal()))];
    }

    /// <summary>The built-in ground truths: "ackley", "levy" and "coating".</summary>
    /// <param name="noiseSd">Null takes the function's own: 0.5, and 2e5 S/m for the coating.</param>
    /// <exception cref="GroundTruthException">The name is unknown, or the space or the objectives do not fit.</exception>
    public static GroundTruth BuiltIn(string name, SearchSpace space, IReadOnlyList<Objective> objectives, double? noiseSd = null)
    {
        if (objectives.Count != 1)
            throw new GroundTruthException($"'{name}' has one objective, but the campaign has {objectives.Count}. Keep one, or simulate from a table of results.");
        if (name == CoatingGroundTruth.Name)
            return new CoatingGroundTruth(space, objectives[0], noiseSd ?? CoatingGroundTruth.DefaultNoiseSd);
        return TestFunction.Find(name) is { } function
            ? new FunctionGroundTruth(function, space, objectives[0], noiseSd ?? FunctionGroundTruth.DefaultNoiseSd)
            : throw new GroundTruthException($"There is no ground truth '{name}'. Choose one of {string.Join(", ", TestFunction.All.Select(f => f.Name))}, {CoatingGroundTruth.Name}, or a table of results.");
    }
}

/// <summary>A simulated truth does not fit the campaign; the message says why and what to change.</summary>
public sealed class GroundTruthException(string message) : Exception(message);
