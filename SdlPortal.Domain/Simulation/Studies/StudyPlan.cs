using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>One problem of a study: a ground truth in one number of dimensions.</summary>
/// <param name="Label">How tables and files name it: "ackley", "ackley-shifted", or a table's own name. Label and dimensions together are unique in a plan.</param>
/// <param name="Source">"ackley", "levy", "branin", "hartmann", "coating" or "table".</param>
/// <param name="Noise">Standard deviation in the objective's unit; null takes the source's own.</param>
/// <param name="Shift">The optimum lies at another random place in each repetition.</param>
public sealed record PlannedProblem(string Label, string Source, int Dimensions, double? Noise = null, bool Shift = false)
{
    /// <summary>Of a table: the CSV text.</summary>
    public string? Table { get; init; }

    /// <summary>Of a table: the campaign file whose parameters, constraints and objective describe it, as text.</summary>
    public string? Campaign { get; init; }
}

/// <summary>
/// What a study compares, complete in itself (tables are part of it, not paths): problems x delays x strategies, each repeated. Valid by construction
/// where it comes from a study file. Immutable.
/// </summary>
public sealed record StudyPlan
{
    public required EquatableList<PlannedProblem> Problems { get; init; }

    public required EquatableList<int> Delays { get; init; }

    public required EquatableList<string> Strategies { get; init; }

    public required int Repetitions { get; init; }

    /// <summary>Experiments of one simulated campaign, initial ones included.</summary>
    public required int Observations { get; init; }

    /// <summary>How many of them are uniform random points.</summary>
    public required int Initial { get; init; }

    public required long Seed { get; init; }

    /// <summary>Every combination, problem by problem, then by delay, then by strategy: the order of all tables and files.</summary>
    public IEnumerable<StudyCell> Cells => from problem in Problems
                                           from delay in Delays
                                           from strategy in Strategies
                                           select new StudyCell(problem.Label, problem.Dimensions, delay, strategy);
}

/// <summary>One strategy on one problem at one delay.</summary>
public sealed record StudyCell(string Problem, int Dimensions, int Delay, string Strategy);

/// <param name="Repetition">From 0.</param>
public sealed record StudyKey(StudyCell Cell, int Repetition);
