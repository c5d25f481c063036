using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>See <see cref="PrincipalComponents"/>. Pure.</summary>
public static class PcaAnalysis
{
    public static TableAnalysis<PcaSettings, PrincipalComponents> Definition { get; } = new("pca", 1, "Principal components", Run);

    public static PrincipalComponents Run(DataTable table, PcaSettings settings, AnalysisStep step) => throw new NotSupportedException("Soon.");
}
