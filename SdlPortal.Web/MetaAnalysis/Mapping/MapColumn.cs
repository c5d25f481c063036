using SdlPortal.Domain.MetaAnalysis.Import.Proposals;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.MetaAnalysis.Mapping;

/// <summary>A column of a table in the mapping wizard: what it holds, what it was guessed to be, and what the person says it is.</summary>
public sealed class MapColumn(PreviewColumn seen)
{
    public PreviewColumn Seen => seen;

    public string Heading => seen.Name;

    public ColumnRole Role { get; set; } = ColumnRole.Note;

    /// <summary>True where the column, whatever else it is, belongs to those that tell the runs apart.</summary>
    public bool TellsRunsApart { get; set; }

    /// <summary>Of a parameter or a metric; columns with the same metric's name are its replicates.</summary>
    public string Name { get; set; } = seen.Name;

    /// <summary>Null where the values shall decide.</summary>
    public ParameterKind? Kind { get; set; }

    public Scale? Scale { get; set; }

    public string Unit { get; set; } = seen.Unit ?? "";

    public MetricGoal? Goal { get; set; }

    /// <summary>Why it was guessed to be what it was; empty where a map file said so.</summary>
    public string Reason { get; set; } = "";

    /// <summary>What the values are taken for: as the person says, else as they look.</summary>
    public ParameterKind KindInForce => Kind ?? seen.Kind ?? ParameterKind.Category;

    public string? UnitOrNone => string.IsNullOrWhiteSpace(Unit) ? null : Unit.Trim();
}
