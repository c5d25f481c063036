namespace SdlPortal.Domain.MetaAnalysis.Runs;

/// <summary>
/// What every analysis gets: the runs that count, one outcome each, larger is better whatever the metric's goal. Columns stand in ordinal order of their names, tasks too, and rows in an order that their content alone decides
/// (task, then parameters, then outcome, then variant), so no result depends on the order of rows, columns or tasks in the sources, and minimizing a metric equals maximizing its negation to the last bit.
/// Immutable by convention: arrays must not be written.
/// </summary>
public sealed record AnalysisTable
{
    /// <summary>The metric as it was; outcomes shown to people are brought back with <see cref="Shown"/>.</summary>
    public required MetricShape Metric { get; init; }

    public required IReadOnlyList<ParameterColumn> Parameters { get; init; }

    /// <summary>Larger is better; always a finite number. On the metric's own scale, or comparable across tasks, as the request said.</summary>
    public required double[] Outcomes { get; init; }

    /// <summary>The variance of each outcome as a mean of replicates, on the scale of the outcomes; not a number where there is one replicate only.</summary>
    public required double[] Variances { get; init; }

    /// <summary>Every row has a task.</summary>
    public required LabelColumn Tasks { get; init; }

    public required LabelColumn Variants { get; init; }

    /// <summary>Seconds since 1970 UTC; not a number where unknown.</summary>
    public required double[] Start { get; init; }

    /// <summary>Not a number where unknown.</summary>
    public required double[] DurationSeconds { get; init; }

    /// <summary>Not a number where unknown.</summary>
    public required double[] Cost { get; init; }

    /// <summary>The row of the <see cref="RunTable"/> that each row was.</summary>
    public required int[] Rows { get; init; }

    /// <summary>The runs that failed, with the same columns and no outcomes; null in that table itself. They say where it is risky.</summary>
    public AnalysisTable? Failed { get; init; }

    public int Count => Rows.Length;

    /// <summary>+1 where the metric is maximized, −1 where it is minimized: outcome = sign × metric.</summary>
    public double Sign => Metric.Goal == MetricGoal.Minimize ? -1 : 1;

    /// <summary>An outcome on the metric's own scale and direction, as people know it.</summary>
    public double Shown(double outcome) => Sign * outcome;
}
