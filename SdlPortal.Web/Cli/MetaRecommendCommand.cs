using System.CommandLine;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;

namespace SdlPortal.Web.Cli;

/// <summary>`meta recommend`: where to look first for a task, as one file with all that it rests on (docs/meta-analysis-files.md).</summary>
internal static class MetaRecommendCommand
{
    public static Command Create()
    {
        var target = new Option<string?>("--target") { Description = "The task at hand; it need not have runs. Without it: any task like those there are." };
        var file = new Option<FileInfo>("--out") { Description = "The JSON file.", Required = true };
        var options = new AnalysisOptions();
        var command = new Command("recommend", "Writes the recommended region for a task with its claim, its evidence and what to avoid (docs/meta-analysis-files.md).") { target, file };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => AnalysisOptions.TryAsync(parsed, "file", async output =>
        {
            var (project, outcome) = await options.AskAsync(parsed, parsed.GetValue(target), output, cancellationToken);
            var recommendation = RegionRecommendation.Of(project.State.Name, outcome.Report);
            if (!recommendation.HasValue)
                throw new RefusedException($"There is nothing to recommend. {recommendation.WhyNot}");
            var path = parsed.GetValue(file)!.FullName;
            var draft = path + ".new";
            await File.WriteAllTextAsync(draft, RecommendationFile.Write(recommendation.Value), cancellationToken);
            File.Move(draft, path, overwrite: true);
            await output.WriteLineAsync(recommendation.Value.Region.Sentence);
            await output.WriteLineAsync($"Wrote the recommendation to {path}.");
        }));
        return command;
    }
}
