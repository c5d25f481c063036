namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>What came of a check.</summary>
public enum CheckState
{
    /// <summary>Checked, and there are findings.</summary>
    Found,

    /// <summary>Checked, and nothing was found.</summary>
    Passed,

    /// <summary>Not checked: the data lack what it needs.</summary>
    NotChecked,
}
