using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Benchmarks.WarmStarts;

/// <summary>
/// A task as a lab that can make nothing but the rows of its table: what is asked for is made as the nearest row that was not made before, and a measurement is one of that row's own replicates. Immutable.
/// </summary>
internal sealed class FiniteTask
{
    /// <summary>Of the task's rows by their mean over replicates; ties at the border belong to it.</summary>
    private const double TopShare = 0.05;

    private readonly UnitCube cube;
    private readonly double[][] points;
    private readonly double[][] replicates;

    /// <param name="runs">Of this task only; parameters that the space does not have are left out.</param>
    public FiniteTask(string name, SearchSpace space, RunTable runs)
    {
        (Name, Space, cube) = (name, space, new UnitCube(space));
        var metric = runs.Metrics[0];
        Objective = new Objective(metric.Shape.Name, metric.Shape.Goal == MetricGoal.Minimize ? Goal.Minimize : Goal.Maximize, metric.Shape.Unit);

        // In an order that has nothing to do with the table's, so that rows at the same distance are taken without a preference for one end of a parameter.
        var order = Enumerable.Range(0, runs.Count).ToArray();
        SeededRandom.Derive(0x7AB1E).Shuffle<int>(order);
        Rows = [.. order.Select(row => Row(runs, space, row))];
        points = [.. Rows.Select(cube.Encode)];
        replicates = [.. order.Select(row => metric.Replicates.Select(r => r[row]).Where(double.IsFinite).ToArray())];
        True = [.. replicates.Select(r => r.Average())];
        var border = True.Select(Objective.Oriented).OrderDescending().ElementAt((int)Math.Ceiling(TopShare * Rows.Count) - 1);
        IsTop = [.. True.Select(v => Objective.Oriented(v) >= border)];
    }

    public string Name { get; }

    public SearchSpace Space { get; }

    public Objective Objective { get; }

    public IReadOnlyList<Configuration> Rows { get; }

    /// <summary>The mean over replicates of every row, in the objective's unit and sign.</summary>
    public IReadOnlyList<double> True { get; }

    /// <summary>Whether a row is among the task's best.</summary>
    public IReadOnlyList<bool> IsTop { get; }

    /// <summary>What a row gives in one repetition: one of its replicates, the same whenever and by whichever strategy it is made.</summary>
    public double Measure(int row, long seed) => replicates[row][(int)SeededRandom.Derive(seed, 0x3EA5, row).NextInt(replicates[row].Length)];

    /// <summary>The row nearest to what is asked for among those not made yet: squared distance on the parameters' scales, 1 for another choice.</summary>
    public int Nearest(Configuration asked, IReadOnlySet<int> made)
    {
        var point = cube.Encode(asked);
        var (nearest, least) = (-1, double.PositiveInfinity);
        for (var row = 0; row < points.Length; row++)
        {
            if (made.Contains(row))
                continue;
            var distance = 0.0;
            for (var j = 0; j < point.Length && distance < least; j++)
            {
                var difference = point[j] - points[row][j];
                distance += cube.Columns[j].IsCategorical ? (difference == 0 ? 0 : 1) : difference * difference;
            }

            if (distance < least)
                (nearest, least) = (row, distance);
        }

        return nearest;
    }

    /// <summary>All rows in the random order of one repetition: the initial design of every strategy, and all of Random.</summary>
    public int[] Shuffled(long seed)
    {
        var order = Enumerable.Range(0, Rows.Count).ToArray();
        SeededRandom.Derive(seed, 0x1417).Shuffle<int>(order);
        return order;
    }

    public static Configuration Row(RunTable runs, SearchSpace space, int row) => new(space.Parameters.Select(p =>
    {
        var column = runs.Parameters.First(c => c.Shape.Name == p.Name);
        return KeyValuePair.Create(p.Name, column.Shape.IsCategory ? ParameterValue.Of(column.Shape.Levels[(int)column.Values[row]]) : ParameterValue.Of(column.Values[row]));
    }));
}
