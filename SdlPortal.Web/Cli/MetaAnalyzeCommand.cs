using System.CommandLine;
using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Web.MetaAnalysis.Figures;

namespace SdlPortal.Web.Cli;

/// <summary>`meta analyze`: what the runs of a project say, as files (docs/meta-analysis-files.md).</summary>
internal static class MetaAnalyzeCommand
{
    public static Command Create()
    {
        var target = new Option<string?>("--target") { Description = "The task at hand; it need not have runs. Without it: any task like those there are." };
        var folder = new Option<DirectoryInfo>("--out") { Description = "The folder for the files; made when missing.", Required = true };
        var options = new AnalysisOptions();
        var command = new Command("analyze", "Checks the runs of a project and says what matters, which regions and variants are promising, and how long improvements take (docs/meta-analysis-files.md).") { target, folder };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => AnalysisOptions.TryAsync(parsed, "files", async output =>
        {
            var (project, outcome) = await options.AskAsync(parsed, parsed.GetValue(target), output, cancellationToken);
            var path = parsed.GetValue(folder)!.FullName;
            AnalysisStore.Write(outcome, path);
            MetaFigures.Write(outcome.Report, path);
            foreach (var sentence in Sentences(outcome.Report))
                await output.WriteLineAsync(sentence);
            await output.WriteLineAsync($"Wrote the analysis of '{project.State.Name}' to {path}.");
        }));
        return command;
    }

    /// <summary>What it comes to, for the terminal.</summary>
    private static IEnumerable<string> Sentences(AnalysisReport report)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{report.Taken.Used:#,0} runs of {report.Tasks.Count} {(report.Tasks.Count == 1 ? "task" : "tasks")} ({report.Taken.Failed:#,0} failed, {report.Taken.Unfinished:#,0} unfinished, {report.Taken.WithoutMetric:#,0} without the metric, {report.Taken.Excluded:#,0} excluded).");
        if (report.Checks is { } checks && checks.Blocking + checks.Warning > 0)
            yield return $"Quality: {checks.Blocking} findings block, {checks.Warning} warn; see {AnalysisFiles.Checks} before you trust what follows.";
        yield return report.Effects.FirstOrder is { HasValue: true } effects
            ? $"What matters over all tasks: {string.Join(", ", effects.Value.OrderByDescending(e => e.Mean.Value).Take(5).Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Name} {e.Mean.Value:0.00} ({e.Mean.Interval.Low:0.00} to {e.Mean.Interval.High:0.00})")))}."
            : $"What matters over all tasks: {report.Effects.FirstOrder.WhyNot}";
        yield return report.Regions.HasValue ? $"Region: {report.Regions.Value.Recommended.Sentence}" : $"Region: {report.Regions.WhyNot}";
        yield return report.Variants.HasValue && report.Variants.Value.Standings is [var first, ..]
            ? string.Create(CultureInfo.InvariantCulture, $"Variant: {first.Variant}, best with probability {first.ProbabilityBest:0.00}.")
            : $"Variant: {report.Variants.WhyNot ?? "none"}";
    }
}
