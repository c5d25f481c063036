using SdlPortal.Domain.MetaAnalysis.Import.Proposals;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Web.MetaAnalysis.Mapping;

/// <summary>The wizard's words for roles and kinds.</summary>
public static class MapWords
{
    /// <summary>All roles in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<ColumnRole> Roles =
    [
        ColumnRole.Parameter, ColumnRole.Metric, ColumnRole.Task, ColumnRole.Variant, ColumnRole.Key, ColumnRole.Step, ColumnRole.Seed, ColumnRole.Status, ColumnRole.Start, ColumnRole.End,
        ColumnRole.Duration, ColumnRole.Cost, ColumnRole.Hardware, ColumnRole.CodeVersion, ColumnRole.DataVersion, ColumnRole.Split, ColumnRole.Note,
    ];

    public static string Of(ColumnRole role) => role switch
    {
        ColumnRole.Note => "note",
        ColumnRole.Key => "key",
        ColumnRole.Task => "task",
        ColumnRole.Variant => "variant",
        ColumnRole.Parameter => "parameter",
        ColumnRole.Metric => "metric",
        ColumnRole.Step => "step of a learning curve",
        ColumnRole.Seed => "seed",
        ColumnRole.Start => "start",
        ColumnRole.End => "end",
        ColumnRole.Duration => "duration (s)",
        ColumnRole.Cost => "cost",
        ColumnRole.Status => "status",
        ColumnRole.Hardware => "hardware",
        ColumnRole.CodeVersion => "code version",
        ColumnRole.DataVersion => "data version",
        ColumnRole.Split => "split",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    public static string Of(ParameterKind kind) => kind switch
    {
        ParameterKind.Number => "number",
        ParameterKind.Integer => "whole number",
        ParameterKind.Category => "choice",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
