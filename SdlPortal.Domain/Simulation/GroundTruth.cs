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

    /// <summary>The best true value of the first objective, where it is known without a search.</summary>
    public virtual double? Optimum => null;

    /// <summary>A configuration with that value; null where none is known.</summary>
    public virtual Configuration? Best => null;

    /// <summary>True when it means the same outside of the space as inside, so that it may be moved about.</summary>
    public virtual bool IsDefinedEverywhere => false;

    /// <summary>The values without noise, one per objective, in the objectives' units and sign.</summary>
    public abstract IReadOnlyList<double> TrueValues(Configuration configuration);

    /// <summary>A measurement: the true values with noise that follows from the seed.</summary>
    public IReadOnlyList<double> Measure(Configuration configuration, long seed)
    {
        var random = SeededRandom.Derive(seed, 0x3EA5);
        return [.. TrueValues(configuration).Select((v, o) => v + (NoiseSds[o] * random.NextNormal()))];
    }

    /// <summary>
    /// The first objective's true value at a point of the space's unit cube; unless empty, writes its derivatives (0 in columns that are not continuous).
    /// By differences unless overridden.
    /// </summary>
    /// <param name="cube">The space that the truth was made for.</param>
    internal virtual double ValueAt(UnitCube cube, ReadOnlySpan<double> unit, Span<double> gradient)
    {
        const double step = 1e-6;
        var value = TrueValues(cube.Decode(unit))[0];
        if (gradient.IsEmpty)
            return value;
        var point = unit.ToArray();
        for (var j = 0; j < point.Length; j++)
        {
            if (!cube.Columns[j].IsContinuous)
            {
                gradient[j] = 0;
                continue;
            }

            var (low, high) = (Math.Max(0, unit[j] - step), Math.Min(1, unit[j] + step));
            point[j] = high;
            var above = TrueValues(cube.Decode(point))[0];
            point[j] = low;
            gradient[j] = (above - TrueValues(cube.Decode(point))[0]) / (high - low);
            point[j] = unit[j];
        }

        return value;
    }

    /// <summary>The names of the built-in ground truths: "ackley", "levy", "branin", "hartmann" and "coating".</summary>
    public static IReadOnlyList<string> BuiltInNames { get; } = [.. TestFunction.All.Select(f => f.Name), CoatingGroundTruth.Name];

    /// <summary>The built-in ground truth of that name.</summary>
    /// <param name="noiseSd">Null takes the function's own (<see cref="TestFunction.NoiseSd"/>; 2e5 S/m for the coating).</param>
    /// <exception cref="GroundTruthException">The name is unknown, or the space or the objectives do not fit.</exception>
    public static GroundTruth BuiltIn(string name, SearchSpace space, IReadOnlyList<Objective> objectives, double? noiseSd = null)
    {
        if (objectives.Count != 1)
            throw new GroundTruthException($"'{name}' has one objective, but the campaign has {objectives.Count}. Keep one, or simulate from a table of results.");
        if (name == CoatingGroundTruth.Name)
            return new CoatingGroundTruth(space, objectives[0], noiseSd ?? CoatingGroundTruth.DefaultNoiseSd);
        return TestFunction.Find(name) is { } function
            ? new FunctionGroundTruth(function, space, objectives[0], noiseSd ?? function.NoiseSd)
            : throw new GroundTruthException($"There is no ground truth '{name}'. Choose one of {string.Join(", ", BuiltInNames)}, or a table of results.");
    }
}

/// <summary>A simulated truth does not fit the campaign; the message says why and what to change.</summary>
public sealed class GroundTruthException(string message) : Exception(message);
