namespace SdlPortal.Domain.MetaAnalysis.Import.Proposals;

/// <summary>What a column of a table of runs can be.</summary>
public enum ColumnRole
{
    /// <summary>Nothing that analyses use; kept beside the run.</summary>
    Note,

    /// <summary>Tells the runs apart.</summary>
    Key,

    Task,
    Variant,
    Parameter,

    /// <summary>An outcome, or one replicate of it.</summary>
    Metric,

    /// <summary>Counts along a run of several rows.</summary>
    Step,

    Seed,
    Start,
    End,
    Duration,
    Cost,
    Status,
    Hardware,
    CodeVersion,
    DataVersion,
    Split,
}
