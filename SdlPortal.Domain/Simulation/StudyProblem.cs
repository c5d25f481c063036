using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Domain.Simulation;

/// <summary>A search space with a ground truth of one objective whose best value and best configuration are known. Immutable.</summary>
/// <param name="Name">"ackley-3", "levy-7", "coating".</param>
/// <param name="Optimum">The best true value, in the objective's units.</param>
/// <param name="Best">Where the truth takes it.</param>
public sealed record StudyProblem(string Name, SearchSpace Space, GroundTruth Truth, double Optimum, Configuration Best)
{
    /// <summary>What a table is worth as a truth; null where the truth is a function.</summary>
    public TableCheck? Check { get; init; }

    /// <summary>The seven problems of Wen, Zeitler and Rupnow 2023 (arXiv 2312.03466); the coating is our stand-in for theirs.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ackley-3", "ackley-5", "ackley-7", "levy-3", "levy-5", "levy-7", CoatingGroundTruth.Name];

    /// <exception cref="GroundTruthException">No problem has that name.</exception>
    public static StudyProblem Named(string name)
    {
        if (name == CoatingGroundTruth.Name)
            return Coating();
        var parts = name.Split('-');
        var function = TestFunction.Find(parts[0]);
        var dimensions = parts.Length == 1 ? function?.Dimensions
            : parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given >= 1 ? given : null;
        if (function is null || dimensions is not { } dimension || (function.Dimensions ?? dimension) != dimension)
            throw new GroundTruthException($"There is no problem '{name}'. Choose a test function with its dimension (ackley-3, levy-7), branin, hartmann or {CoatingGroundTruth.Name}.");
        var space = new SearchSpace([.. Enumerable.Range(0, dimension).Select(i => new ContinuousParameter($"x{i + 1}", function.BoundsOf(i).Low, function.BoundsOf(i).High))], []);
        return Of(name, space, new FunctionGroundTruth(function, space, new Objective("y", Goal.Maximize), function.NoiseSd));
    }

    /// <summary>What a study plans, ready to be measured on; not moved yet, where it is to be.</summary>
    /// <exception cref="GroundTruthException">It is unknown, or its table cannot be used.</exception>
    public static StudyProblem Of(PlannedProblem planned, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (planned.Source == StudySource.Table)
            return OfTable(planned, cancellationToken);
        var named = Named(planned.Source == CoatingGroundTruth.Name ? planned.Source : string.Create(CultureInfo.InvariantCulture, $"{planned.Source}-{planned.Dimensions}"));
        return planned.Noise is { } noise ? named with { Truth = GroundTruth.BuiltIn(planned.Source, named.Space, named.Truth.Objectives, noise) } : named;
    }

    /// <summary>
    /// A truth over a space, its optimum known to the truth or found by search (<see cref="OptimumSearch"/>): the same space, truth and seed give the same optimum.
    /// </summary>
    /// <exception cref="GroundTruthException">The space has no configuration, or nothing is sought.</exception>
    public static StudyProblem Of(string name, SearchSpace space, GroundTruth truth, long seed = 0, CancellationToken cancellationToken = default)
    {
        var found = truth is { Optimum: { } value, Best: { } known } ? new Optimum(value, known) : OptimumSearch.Find(space, truth, seed, cancellationToken);
        return new StudyProblem(name, space, truth, found.Value, found.Best);
    }

    /// <summary>The mean true value of uniform random configurations: what the first experiment of a campaign is expected to give.</summary>
    public double TypicalValue(int configurations = 512) =>
        new FeasibleSampler(Space).Sample(configurations, 0x7E9).Average(c => Truth.TrueValues(c)[0]);

    /// <summary>
    /// The same problem with its optimum at a random place, each parameter between 10 and 90 % of its range: what a strategy gains from the middle
    /// of the box, where test functions like to have their optimum, is lost there.
    /// </summary>
    /// <exception cref="GroundTruthException">The truth is known inside its space only (a table, a drawn function).</exception>
    public StudyProblem Moved(long seed)
    {
        if (!Truth.IsDefinedEverywhere || Space.Constraints.Count > 0)
            throw new GroundTruthException($"'{Name}' cannot be moved: {(Space.Constraints.Count > 0 ? "its space has constraints" : "outside of its space nothing is known of it")}. Leave out the shift.");
        var random = SeededRandom.Derive(seed, 0x40FE);
        var cube = new UnitCube(Space);
        var target = cube.Decode([.. Space.Parameters.Select(_ => 0.1 + (0.8 * random.NextDouble()))]);
        var offsets = Space.Parameters.Select(p => KeyValuePair.Create(p.Name, target[p.Name].Number - Best[p.Name].Number)).ToList();
        return this with { Truth = new ShiftedGroundTruth(Truth, offsets), Best = target };
    }

    private static StudyProblem OfTable(PlannedProblem planned, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var table = StudyTable.Read(planned.Table ?? "", planned.Campaign ?? "", (_, message, remedy) => problems.Add($"{message} {remedy}"));
        return table is null
            ? throw new GroundTruthException(string.Join(" ", problems))
            : TableProblem.Of(planned.Label, table.Space, table.Objective, table.Results.Rows, planned.Noise, cancellationToken: cancellationToken);
    }

    private static StudyProblem Coating()
    {
        var space = new SearchSpace(
        [
            new ContinuousParameter("DMSO content", 0, 0.3, Unit: "v/v"),
            new ContinuousParameter("precursor concentration", 10, 20, Unit: "mg/mL"),
            new ContinuousParameter("spray flow rate", 2, 8, Unit: "µL/s"),
            new ContinuousParameter("air flow rate", 65, 100, Unit: "%"),
            new IntegerParameter("passes", 1, 10),
            new ContinuousParameter("spray height", 10, 25, Unit: "mm"),
            new ContinuousParameter("hotplate temperature", 220, 300, Unit: "°C"),
        ], []);
        double[] peak = [0.12, 15, 5, 85, 5, 16, 265];
        var best = new Configuration(space.Parameters.Select((p, i) => KeyValuePair.Create(p.Name, ParameterValue.Of(peak[i]))));
        var truth = new CoatingGroundTruth(space, new Objective("conductivity", Goal.Maximize, "S/m"), CoatingGroundTruth.DefaultNoiseSd);
        return new StudyProblem(CoatingGroundTruth.Name, space, truth, CoatingGroundTruth.Peak, best);
    }
}
