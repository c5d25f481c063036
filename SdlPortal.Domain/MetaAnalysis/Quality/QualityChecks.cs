using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>
/// Every check that comes before a conclusion, in one go. Pure: the same table, exclusions and options give the same report whatever the number of threads, and permuting rows, columns or tasks only renames the rows.
/// </summary>
public static class QualityChecks
{
    /// <param name="excluded">One per row: true for a row that a person excluded; it is as if it were not there.</param>
    /// <param name="metric">The metric whose values are outcomes; null takes the only one there is, and with several leaves out what needs an outcome.</param>
    /// <param name="progress">From 0 to 1, ascending.</param>
    public static QualityReport Run(RunTable table, bool[] excluded, string? metric, QualityOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        throw new NotImplementedException();
    }
}
