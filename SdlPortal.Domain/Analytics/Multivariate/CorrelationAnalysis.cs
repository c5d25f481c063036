using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>See <see cref="Correlations"/>. Pure.</summary>
public static class CorrelationAnalysis
{
    public static TableAnalysis<CorrelationSettings, Correlations> Definition { get; } = new("correlation", 1, "Correlation", Run);

    public static Correlations Run(DataTable table, CorrelationSettings settings, AnalysisStep step) => throw new NotSupportedException("Soon.");
}
