using System.CommandLine;
using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Web.MetaAnalysis.Import;

namespace SdlPortal.Web.Cli;

/// <summary>`meta import`: prior runs of a file or folder into a project (docs/prior-runs.md).</summary>
internal static class MetaImportCommand
{
    private const string FirstProject = "Prior runs";
    private const int MostTasks = 50;
    private const int MostRefusals = 100;

    public static Command Create()
    {
        var formats = RunReaders.All.Select(r => r.Format).Distinct(StringComparer.Ordinal).ToArray();
        var path = new Argument<string>("file") { Description = "The file or folder." };
        var format = new Option<string?>("--as") { Description = $"Its format: {string.Join(", ", formats)}. Without it, it is recognized." };
        format.AcceptOnlyFromAmong(formats);
        var mapFile = new Option<FileInfo?>("--map") { Description = "What the columns of a table are (docs/run-map.md)." };
        var library = new LibraryOptions();
        var command = new Command("import", "Imports the runs of another tool. The same content adds nothing; an interrupted import goes on where it was when it is started again.") { path, format, mapFile };
        library.AddTo(command);
        command.SetAction((parsed, cancellationToken) => LibraryOptions.TryAsync(parsed, async output =>
        {
            var source = parsed.GetValue(path)!;
            if (!Path.Exists(source))
                throw new RunSourceException($"There is no file or folder {source}. Check the path.");
            var reader = parsed.GetValue(format) is { } word ? RunReaders.For(word)! : RunReaders.Recognize(source)
                ?? throw new RunSourceException($"{source} is not recognized. Say its format with --as: {string.Join(", ", formats)}.");
            var map = parsed.GetValue(mapFile) is { } file ? await ReadAsync(file, cancellationToken) : null;
            if (map is null && reader.NeedsMap)
                throw new RunSourceException($"{reader.Title} says nothing about its columns. Give a map of them with --map MAP.json (docs/run-map.md).");
            var (project, isNew) = library.ProjectOrNew(parsed, FirstProject);
            if (isNew)
                await output.WriteLineAsync($"Made the project '{project.State.Name}'.");
            return await RunAsync(project, new ImportRequest(source, reader, map, LibraryOptions.By), output, parsed.InvocationConfiguration.Error, cancellationToken);
        }));
        return command;
    }

    private static async Task<int> RunAsync(RunProject project, ImportRequest request, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        ImportOutcome outcome;
        try
        {
            using var bar = new ProgressReport<ImportProgress>(output, p => p.Fraction, Text);
            outcome = await Task.Run(() => ImportRun.Start(project, request, bar, cancellationToken), CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Interrupted. What was read is kept where no analysis sees it; start the same import again and it goes on from there.");
            return PortalCli.Failed;
        }

        if (outcome.Resumed > 0)
            await output.WriteLineAsync($"Went on after {Count(outcome.Resumed, "run")} that an interrupted import had stored.");
        if (outcome.Kind != ImportKind.NothingNew)
            await ReportAsync(outcome, output, error);
        foreach (var (source, runs) in outcome.Elsewhere)
            await output.WriteLineAsync($"{Count(runs, "run")} of it {(runs == 1 ? "is" : "are")} in the source {source} too; the quality checks list them.");
        await (outcome.Kind == ImportKind.NothingRead ? error : output).WriteLineAsync(outcome.Sentence);
        return outcome.Kind == ImportKind.NothingRead ? PortalCli.BadUsage : 0;
    }

    private static async Task ReportAsync(ImportOutcome outcome, TextWriter output, TextWriter error)
    {
        var source = outcome.Source;
        if (source.TaskCount > 0)
            await output.WriteLineAsync($"{Count(source.TaskCount, "task")}:");
        foreach (var (task, runs) in source.Tasks.Take(MostTasks))
            await output.WriteLineAsync($"  {task}: {Count(runs, "run")}");
        if (source.TaskCount > MostTasks)
            await output.WriteLineAsync($"  and {Count(source.TaskCount - MostTasks, "more task")}");
        if (source.Runs > 0)
            await output.WriteLineAsync($"Runs by status: {string.Join(", ", source.Statuses.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Runs:#,0} {Word(s.Status)}")))}.");
        if (source.Parameters.Count > 0)
            await output.WriteLineAsync($"{Count(source.Parameters.Count, "parameter")}, {Count(source.Metrics.Count, "metric")}: {string.Join(", ", source.Metrics.Select(m => $"{m.Shape.Label} ({(m.Shape.Goal is { } goal ? goal.ToString().ToLowerInvariant() : "goal unknown")})"))}.");
        foreach (var remark in source.Remarks)
            await output.WriteLineAsync($"Note: {remark}");
        if (source.Refused == 0)
            return;
        await error.WriteLineAsync($"{Count(source.Refused, "row")} refused:");
        foreach (var (where, reason) in source.Refusals.Take(MostRefusals))
            await error.WriteLineAsync($"  {where}: {reason}");
        if (source.Refused > MostRefusals)
            await error.WriteLineAsync($"  and {Count(source.Refused - MostRefusals, "more row")}; the source's manifest.json lists the first {Count(SourceManifest.MostRefusals, "row")}.");
    }

    private static async Task<RunMap> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return RunMapFile.Read(await File.ReadAllTextAsync(file.FullName, cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunSourceException($"The map {file.FullName} cannot be read: {e.Message}", e);
        }
    }

    private static string Word(RunStatus status) => status switch
    {
        RunStatus.StoppedEarly => "stopped early",
        _ => status.ToString().ToLowerInvariant(),
    };

    /// <summary>"1 run", "1,000 runs".</summary>
    internal static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {what}{(count == 1 ? "" : "s")}");

    private static string Text(ImportProgress progress) => progress.Stage == ImportStage.Looking
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)(100 * progress.Fraction)} % looked at")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)(100 * progress.Fraction)} %: {progress.Runs:#,0} runs{(progress.Refused > 0 ? $", {progress.Refused:#,0} rows refused" : "")}{(progress.Stage == ImportStage.Resuming ? ", passing over what is stored" : "")}");
}
