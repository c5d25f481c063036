namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>How much a finding weighs, the lightest first.</summary>
public enum FindingSeverity
{
    /// <summary>Good to know when results are read; nothing has to be done.</summary>
    Notes,

    /// <summary>Conclusions may be wrong unless a person looks.</summary>
    Warns,

    /// <summary>The analysis cannot be made, or would be worthless, before this is mended.</summary>
    Blocks,
}
