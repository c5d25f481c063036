using System.CommandLine;
using System.Globalization;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Web.Cli;

/// <summary>The table that a command works on, with how many threads, and its progress on the terminal.</summary>
internal sealed class TableOptions
{
    private readonly Argument<FileInfo> file = new("file") { Description = "The table: CSV, TSV, JSON lines or a list of JSON objects." };
    private readonly Option<int> threads = NumberOptions.Whole("--threads", "At work at a time; changes no result.", Environment.ProcessorCount, 1, 1024);

    public void AddTo(Command command)
    {
        command.Arguments.Add(file);
        command.Options.Add(threads);
    }

    /// <summary>Reads the table and works on it, off the terminal's thread.</summary>
    /// <param name="progress">Where the progress is shown.</param>
    public async Task<(DataTable Table, T Answer)> AskAsync<T>(ParseResult parsed, TextWriter progress, Func<DataTable, AnalysisStep, T> ask, CancellationToken cancellationToken)
    {
        using var bar = new ProgressReport<(double Share, string Words)>(progress, p => p.Share, p => string.Create(CultureInfo.InvariantCulture, $"{(int)(100 * p.Share)} %: {p.Words}"));
        var words = "reading";
        var step = new AnalysisStep(parsed.GetValue(threads), (share, now) => bar.Report((share, words = now ?? words)), cancellationToken);
        return await Task.Run(
            () =>
            {
                var table = Read(parsed.GetValue(file)!.FullName, step.Part(0, 0.2));
                return (table, ask(table, step.Part(0.2, 1)));
            }, cancellationToken);
    }

    /// <summary>On disk, so that memory holds the columns at work alone; gone with the program, since an open file of values outlives its folder.</summary>
    private static StoredTable Read(string path, AnalysisStep step)
    {
        var folder = Directory.CreateTempSubdirectory("sdl-table-");
        try
        {
            return TableReader.Store(path, Path.Combine(folder.FullName, "table"), TableReading.ByItself, step);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
