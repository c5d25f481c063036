namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>Columns of a table watched against a part of themselves.</summary>
public static class DriftAnalysis
{
    public static TableAnalysis<DriftSettings, DriftResult> Definition { get; } = new("drift", 1, "Drift", (_, _, _) => throw new NotImplementedException());
}
