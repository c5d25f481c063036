using System.CommandLine;
using System.Text;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Domain.Simulation.Studies.Findings;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Studies.Figures;
using SdlPortal.Web.Studies.Reports;

namespace SdlPortal.Web.Cli;

/// <summary>`study report`: what the study of a folder has come to so far, as figures, findings, a table of paired differences and a document.</summary>
internal static class StudyReportCommand
{
    private const string FindingsName = "findings.md";
    private const string FiguresName = "figures";

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "The study's folder." };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Where to write; made when missing. Without it: the study's folder." };
        var markdown = new Option<FileInfo?>("--markdown") { Description = "Also writes the whole study as one document: protocol, findings, figures (linked), all cells." };
        var title = new Option<string>("--title") { Description = "Of the document.", DefaultValueFactory = _ => "Study" };
        var machine = new Option<string?>("--machine") { Description = "For the document: what computed it." };
        var commit = new Option<string?>("--commit") { Description = "For the document: which code computed it." };
        var typed = new Option<string?>("--command") { Description = "For the document: what was typed." };
        var took = new Option<string?>("--took") { Description = "For the document: how long it took." };
        var command = new Command("report", $"Writes {FiguresName}/*.svg, {FindingsName} and {PairedTable.FileName} of a study, finished or not (docs/study-file.md).") { folder, output, markdown, title, machine, commit, typed, took };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            try
            {
                var study = parsed.GetValue(folder)!.FullName;
                var target = parsed.GetValue(output)?.FullName ?? study;
                var summary = StudyJournal.Read(study).Summary();
                var document = parsed.GetValue(markdown)?.FullName;
                var facts = new ReportFacts(parsed.GetValue(title)!, document is null ? FiguresName : Path.GetRelativePath(Path.GetDirectoryName(document)!, Path.Combine(target, FiguresName)).Replace('\\', '/'))
                {
                    Machine = parsed.GetValue(machine),
                    Commit = parsed.GetValue(commit),
                    Command = parsed.GetValue(typed),
                    Took = parsed.GetValue(took),
                };
                var count = await WriteAsync(summary, target, document, facts, cancellationToken);
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"Wrote {count} figures, {FindingsName} and {PairedTable.FileName} to {target}{(document is null ? "" : $", and {document}")}.");
                return 0;
            }
            catch (StudyFolderException e)
            {
                await error.WriteLineAsync(e.Message);
                return PortalCli.Failed;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await error.WriteLineAsync($"The report cannot be written: {e.Message}");
                return PortalCli.Failed;
            }
        });
        return command;
    }

    /// <summary>Figures, findings and paired differences alone.</summary>
    /// <exception cref="StudyFolderException">They cannot be written.</exception>
    public static async Task WriteAsync(StudySummary summary, string target, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(summary, target, document: null, new ReportFacts("", FiguresName), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StudyFolderException($"The report cannot be written to {target}: {e.Message}", e);
        }
    }

    private static async Task<int> WriteAsync(StudySummary summary, string target, string? document, ReportFacts facts, CancellationToken cancellationToken)
    {
        var (figures, findings) = (StudyFigures.Of(summary), StudyFindings.Of(summary));
        Directory.CreateDirectory(Path.Combine(target, FiguresName));
        foreach (var figure in figures)
            await WriteAsync(Path.Combine(target, FiguresName, figure.Key + ".svg"), FigureSvg.Write(figure, DrawingColors.File), cancellationToken);
        await WriteAsync(Path.Combine(target, FindingsName), StudyReport.Findings(findings), cancellationToken);
        await WriteAsync(Path.Combine(target, PairedTable.FileName), PairedTable.Of(summary).ToCsv(), cancellationToken);
        if (document is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(document)!);
            await WriteAsync(document, StudyReport.Write(summary, findings, figures, facts), cancellationToken);
        }

        return figures.Count;
    }

    private static Task WriteAsync(string path, string text, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
}
