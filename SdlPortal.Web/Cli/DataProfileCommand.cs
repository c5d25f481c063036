using System.CommandLine;
using SdlPortal.Domain.Analytics.Profiles;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;

namespace SdlPortal.Web.Cli;

/// <summary>`data profile`: what a table is like and what is wrong with it, as files.</summary>
internal static class DataProfileCommand
{
    private const int MostPrinted = 20;

    public static Command Create()
    {
        var table = new TableOptions();
        var folder = new Option<DirectoryInfo>("--out") { Description = "The folder for the files; made when missing.", Required = true };
        var command = new Command("profile", "Describes and checks a table: profile.json, findings.csv, outliers.csv, correlation.csv and plots.") { folder };
        table.AddTo(command);
        command.SetAction((parsed, cancellationToken) => AnalysisOptions.TryAsync(parsed, "files", async output =>
        {
            var path = parsed.GetValue(folder)!.FullName;
            var (_, profile) = await table.AskAsync(parsed, output, (read, step) => ProfileFiles.Write(read, path, step), cancellationToken);
            foreach (var sentence in Sentences(profile))
                await output.WriteLineAsync(sentence);
            await output.WriteLineAsync($"Wrote the profile to {path}.");
        }));
        return command;
    }

    /// <summary>What it comes to, for the terminal.</summary>
    private static IEnumerable<string> Sentences(TableProfile profile)
    {
        var kinds = profile.Columns.GroupBy(c => c.Kind).OrderBy(g => g.Key).Select(g => $"{g.Count():N0} {Words(g.Key)}");
        yield return $"{profile.Rows:N0} rows, {profile.CompleteRows:N0} of them complete; {profile.Columns.Count:N0} columns ({string.Join(", ", kinds)}).";
        foreach (var remark in profile.Remarks)
            yield return remark;
        var findings = profile.Findings;
        if (findings.Count == 0)
            yield return $"Nothing was found in {profile.Checks.Count(c => c.State == CheckState.Passed)} checks.";
        foreach (var finding in findings.Take(MostPrinted))
            yield return $"{(finding.Severity == FindingSeverity.Notes ? "Note" : "Warning")}, {finding.Check}: {finding.Sentence}";
        if (findings.Count > MostPrinted)
            yield return $"{findings.Count - MostPrinted} more findings are in {ProfileFiles.Findings}.";
    }

    private static string Words(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "of numbers",
        ColumnKind.Category => "of texts",
        ColumnKind.Time => "of times",
        _ => "empty",
    };
}
