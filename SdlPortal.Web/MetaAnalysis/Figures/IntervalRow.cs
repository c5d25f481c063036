namespace SdlPortal.Web.MetaAnalysis.Figures;

/// <summary>How a row of an interval plot is drawn.</summary>
internal enum RowLook
{
    /// <summary>One task, one parameter, one variant.</summary>
    Single,

    /// <summary>What all say together.</summary>
    Pooled,

    /// <summary>Where a further one is expected.</summary>
    Expected,

    /// <summary>What came when it was tried.</summary>
    Tried,
}

/// <summary>A name with a value and its interval.</summary>
internal sealed record IntervalRow(string Label, double Value, double Low, double High, RowLook Look = RowLook.Single);
