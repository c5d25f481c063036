using System.Globalization;
using CsvHelper;

namespace SdlPortal.Domain.Simulation.Replay;

/// <summary>A replay as CSV. Its columns are described in docs/replay.md; every column with simulated values says so in its name.</summary>
public static class ReplayTable
{
    public static readonly IReadOnlyList<string> Columns = ["result", "hours", "strategy", "simulated_best_mean", "simulated_best_p10", "simulated_best_p90", "real_best_measured", "real_best_on_surrogate"];

    /// <summary>One row per strategy and result: the campaign's own strategy first.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(ReplayReport report) =>
        from strategy in report.Others.Prepend(report.Own)
        from i in Enumerable.Range(0, report.Hours.Count)
        let band = strategy.Best[i]
        select (IReadOnlyList<string>)[(i + 1).ToString(CultureInfo.InvariantCulture), Number(report.Hours[i]), strategy.Strategy, Number(band.Mean), Number(band.Low), Number(band.High), Number(report.Measured[i]), Number(report.Happened[i])];

    public static void Write(ReplayReport report, TextWriter writer)
    {
        using var csv = CsvWriter.Create(writer, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteRecord(Columns.ToArray());
        foreach (var row in Rows(report))
            csv.WriteRecord(row.ToArray());
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
