namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>The report as the table checks.csv: a line per finding, and one per check that found nothing or was not made. Described in docs/meta-checks.md.</summary>
public static class QualityCsv
{
    public static void Write(QualityReport report, TextWriter text) => throw new NotImplementedException();
}
