using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.MetaAnalysis;

namespace SdlPortal.Tests.Benchmarks.WarmStarts;

/// <summary>Related tasks of which one is held out and the others advise.</summary>
/// <param name="SumsToOne">Whether the parameters are shares of a mixture.</param>
internal sealed record TaskFamily(string Name, string Title, Func<RunTable> Load, bool SumsToOne = false)
{
    /// <summary>A parameter with more values than this was not set on levels.</summary>
    private const int MostLevels = 50;

    public static IReadOnlyList<TaskFamily> All { get; } =
    [
        new("networks", "Networks (HPOBench): 8 data sets", SampleTables.Networks),
        new("couplings", "Couplings (Buchwald-Hartwig): 5 products", SampleTables.CouplingsByHalogen),
        new("plates", "Plates (oxygen evolution): 4 sets of six elements", SampleTables.Plates, SumsToOne: true),
        new("barrels", "Barrels (printed, crushed): 4 numbers of struts", SampleTables.Barrels),
    ];

    /// <summary>The space of a campaign for a task: the levels that the family's tables have, without parameters that are the same in all of the task's rows.</summary>
    public SearchSpace SpaceOf(RunTable runs, string task)
    {
        var own = runs.OfTasks(t => t == task);
        var varied = runs.Parameters.Where(p => own.Parameters.First(c => c.Shape.Name == p.Shape.Name).Values.Distinct().Skip(1).Any()).ToArray();
        return new SearchSpace([.. varied.Select(p => Parameter(p))], SumsToOne ? [new LinearConstraint([.. varied.Select(p => new LinearTerm(p.Shape.Name, 1))], Relation.Equal, 1)] : []);
    }

    private static Parameter Parameter(ParameterColumn column)
    {
        var shape = column.Shape;
        if (shape.IsCategory)
            return new CategoricalParameter(shape.Name, shape.Levels);
        EquatableList<double> levels = [.. column.Values.Where(double.IsFinite).Distinct().Order()];
        return levels.Count <= MostLevels ? new DiscreteParameter(shape.Name, levels, shape.Scale, shape.Unit)
            : new ContinuousParameter(shape.Name, shape.Low ?? levels[0], shape.High ?? levels[^1], shape.Scale, shape.Unit);
    }

    /// <summary>The task held out, as a lab.</summary>
    public FiniteTask Task(RunTable runs, string task) => new(task, SpaceOf(runs, task), runs.OfTasks(t => t == task));
}
