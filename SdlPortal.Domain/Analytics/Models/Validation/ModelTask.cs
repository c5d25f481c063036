using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>What is to be foretold from what: the rows that have a target, with the columns that may be used, in memory. Immutable.</summary>
/// <param name="Table">The rows that take part and the feature columns, nothing else.</param>
/// <param name="Source">For each of these rows its number in the table asked about, ascending.</param>
/// <param name="Outcomes">Numbers, or indices of classes.</param>
/// <param name="Groups">Index of each row's group; null where rows stand for themselves.</param>
/// <param name="Order">What the rows are ordered by; null where the order says nothing.</param>
internal sealed record ModelTask(
    DataTable Table, int[] Source, string Target, string? Unit, TargetKind Kind, IReadOnlyList<string> Classes, double[] Outcomes, int[]? Groups, double[]? Order, IReadOnlyList<string> Features, ComparisonSettings Settings)
{
    public int Rows => Source.Length;

    public PreparationSettings Preparation(ModelFamily family) => Preparation(family.NeedsScaling);

    public PreparationSettings Preparation(bool scaled) => new(Features, Settings.Missing, scaled ? Scaling.Standard : Scaling.None) { Logarithms = Settings.Logarithms };

    public double[] OutcomesOf(int[] rows) => Array.ConvertAll(rows, r => Outcomes[r]);
}

/// <summary>A task, or why there is none, with what was left out on the way.</summary>
internal sealed record TaskReading(ModelTask? Task, string? WhyNot, IReadOnlyList<LeftOutColumn> LeftOut, IReadOnlyList<string> Remarks);
