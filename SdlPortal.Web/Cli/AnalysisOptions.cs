using System.CommandLine;
using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Library;

namespace SdlPortal.Web.Cli;

/// <summary>The options by which a command asks something of a project's runs, and the asking with its progress.</summary>
internal sealed class AnalysisOptions
{
    private readonly LibraryOptions library = new();
    private readonly Option<string?> metric = new("--metric") { Description = "The metric, by its name after the rules. Without it: the only one there is." };
    private readonly Option<OutcomeScale> scale = new("--scale") { Description = "How outcomes of different tasks are made comparable.", DefaultValueFactory = _ => OutcomeScale.Rank };
    private readonly Option<bool> stoppedEarly = new("--with-stopped-early") { Description = "Counts runs that were stopped early with what they had reached." };
    private readonly Option<long> seed = new("--seed") { Description = "Decides every random draw; the same data and seed give the same bytes.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> threads = NumberOptions.Whole("--threads", "At work at a time; changes no result.", Environment.ProcessorCount, 1, 1024);

    public void AddTo(Command command)
    {
        command.Options.Add(metric);
        command.Options.Add(scale);
        command.Options.Add(stoppedEarly);
        command.Options.Add(seed);
        command.Options.Add(threads);
        library.AddTo(command);
    }

    /// <summary>Loads the runs and analyzes them.</summary>
    /// <exception cref="RefusedException">There is nothing to analyze, and why.</exception>
    public async Task<(RunProject Project, AnalysisOutcome Outcome)> AskAsync(ParseResult parsed, string? target, TextWriter output, CancellationToken cancellationToken)
    {
        var project = library.Project(parsed);
        using var bar = new ProgressReport<AnalysisProgress>(output, p => p.Fraction, p => string.Create(CultureInfo.InvariantCulture, $"{(int)(100 * p.Fraction)} %: {p.Doing}"));
        var outcome = await Task.Run(
            () =>
            {
                var runs = project.Load(progress: null, cancellationToken);
                var request = new AnalysisRequest(new AnalysisSelection(parsed.GetValue(metric) ?? OnlyMetric(runs), parsed.GetValue(scale), parsed.GetValue(stoppedEarly)), target, parsed.GetValue(seed));
                return AnalysisPipeline.Run(runs, request, parsed.GetValue(threads), bar, cancellationToken);
            }, cancellationToken);
        return outcome.HasValue ? (project, outcome.Value) : throw new RefusedException($"There is nothing to analyze. {outcome.WhyNot}");
    }

    /// <summary>Runs a command that answers into files; an interruption and a full disk are said in a sentence.</summary>
    /// <param name="what">Of the sentence: "files", "file".</param>
    public static Task<int> TryAsync(ParseResult parsed, string what, Func<TextWriter, Task> answer) => LibraryOptions.TryAsync(parsed, async output =>
    {
        try
        {
            await answer(output);
            return 0;
        }
        catch (OperationCanceledException)
        {
            throw new RefusedException("Interrupted; nothing was written.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"The {what} cannot be written: {e.Message}");
        }
    });

    private static string OnlyMetric(LoadedRuns runs) => runs.Table.Metrics switch
    {
        [var only] => only.Shape.Name,
        [] => throw new RefusedException("No run of the project has a metric, so there is nothing to analyze."),
        var several => throw new RefusedException($"Say which metric with --metric: {string.Join(", ", several.Select(m => m.Shape.Name))}."),
    };
}
