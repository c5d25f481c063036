using System.CommandLine;
using System.Globalization;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Files;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Web.Cli;

/// <summary>`data fit`: compares models at foretelling a column by nested cross-validation and keeps the best (docs/data-workspace.md).</summary>
internal sealed class DataFitCommand
{
    private const string All = "all";

    private readonly TableOptions table = new();
    private readonly Option<string> target = new("--target") { Description = "The column to foretell, numbers or classes.", Required = true };
    private readonly Option<DirectoryInfo> folder = new("--out") { Description = "The folder for the files; made when missing.", Required = true };
    private readonly Option<string> models = new("--models") { Description = $"Families, separated by commas: {string.Join(", ", ModelFamilies.All.Select(f => f.Key))}; or all.", DefaultValueFactory = _ => All };
    private readonly Option<TargetKind?> kind = new("--kind") { Description = "Number or Class, where the column alone does not say it: a few numbers may be asked for as classes." };
    private readonly Option<string[]> exclude = Columns("--exclude", "A column that is never foretold from; may be given several times.");
    private readonly Option<string[]> insist = Columns("--insist", "A column that is foretold from although it seems to give the target away or to name the rows.");
    private readonly Option<string?> group = new("--group") { Description = "Rows with the same value here stay on one side of every split." };
    private readonly Option<string?> order = new("--order") { Description = "Models learn from the past alone: rows are ordered by this column." };
    private readonly Option<MissingPolicy> missing = new("--missing") { Description = "What is done where a value is missing; learned from training rows alone.", DefaultValueFactory = _ => MissingPolicy.Median };
    private readonly Option<int> folds = NumberOptions.Whole("--folds", "Outer folds.", 5, 2, 100);
    private readonly Option<int> repeats = NumberOptions.Whole("--repeats", "How often the rows are split anew.", 1, 1, 100);
    private readonly Option<int> inner = NumberOptions.Whole("--inner-folds", "Folds of the training rows, by which settings are chosen.", 5, 2, 100);
    private readonly Option<long> seed = new("--seed") { Description = "Decides every random draw; the same data and seed give the same bytes.", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        var own = new DataFitCommand();
        var command = new Command("fit", "Compares models at foretelling a column by nested cross-validation and keeps the best one.")
        {
            own.target, own.folder, own.models, own.kind, own.exclude, own.insist, own.group, own.order, own.missing, own.folds, own.repeats, own.inner, own.seed,
        };
        own.table.AddTo(command);
        command.SetAction((parsed, cancellationToken) => AnalysisOptions.TryAsync(parsed, "files", output => own.RunAsync(parsed, output, cancellationToken)));
        return command;
    }

    private static Option<string[]> Columns(string name, string description) => new(name) { Description = description, HelpName = "column", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };

    private async Task RunAsync(ParseResult parsed, TextWriter output, CancellationToken cancellationToken)
    {
        var settings = Settings(parsed);
        var (read, (result, best)) = await table.AskAsync(parsed, output, (asked, step) => Fit(asked, settings, step), cancellationToken);
        foreach (var column in result.LeftOut)
            await output.WriteLineAsync($"Left out: {column.Name}: {column.Reason}.");
        foreach (var remark in result.Remarks)
            await output.WriteLineAsync(remark);
        if (!result.Standings.HasValue)
            throw new RefusedException($"There is nothing to compare. {result.Standings.WhyNot}");
        var path = parsed.GetValue(folder)!.FullName;
        Write(path, read, result, best);
        foreach (var line in Sentences(result.Standings.Value, best))
            await output.WriteLineAsync(line);
        await output.WriteLineAsync($"Wrote {(best is null ? "the comparison" : "the comparison and the model")} to {path}.");
    }

    private ComparisonSettings Settings(ParseResult parsed)
    {
        var keys = parsed.GetValue(models)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new ComparisonSettings(parsed.GetValue(target)!)
        {
            Families = keys is [All] ? null : keys,
            Kind = parsed.GetValue(kind),
            Excluded = parsed.GetValue(exclude)!,
            Insisted = parsed.GetValue(insist)!,
            Group = parsed.GetValue(group),
            Order = parsed.GetValue(order),
            Missing = parsed.GetValue(missing),
            Folds = parsed.GetValue(folds),
            Repeats = parsed.GetValue(repeats),
            InnerFolds = parsed.GetValue(inner),
            Seed = parsed.GetValue(seed),
            MostPredictions = int.MaxValue,
        };
    }

    private static (ComparisonResult Result, SavedModel? Best) Fit(DataTable asked, ComparisonSettings settings, AnalysisStep step)
    {
        var result = ModelComparison.Definition.Do(asked, settings, step.Part(0, 0.9));
        var best = result.Standings is { HasValue: true, Value.Best: { } found } ? SavedModel.Fit(asked, settings, found.Family, result, LibraryOptions.By.Name, TimeProvider.System.GetUtcNow(), step.Part(0.9, 1)) : null;
        return (result, best);
    }

    private static void Write(string path, DataTable table, ComparisonResult result, SavedModel? best)
    {
        var standings = result.Standings.Value;
        Directory.CreateDirectory(path);
        Csv("scores.csv", text => ModelCsv.WriteScores(standings, text));
        Csv("folds.csv", text => ModelCsv.WriteFolds(standings, text));
        Csv("differences.csv", text => ModelCsv.WriteDifferences(standings, text));
        Csv("predictions.csv", text => ModelCsv.WriteOutOfFold(standings, table, text));
        Csv("importances.csv", text => ModelCsv.WriteImportances(standings, text));
        if (best is not null)
            JsonFile.Write(Path.Combine(path, "model.json"), best, AnalysisJson.Indented);

        void Csv(string name, Action<TextWriter> write)
        {
            using var text = new StreamWriter(Path.Combine(path, name));
            write(text);
        }
    }

    /// <summary>What it comes to, for the terminal.</summary>
    private static IEnumerable<string> Sentences(ModelStandings standings, SavedModel? best)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{standings.Rows:N0} rows, {standings.Features.Count:N0} {(standings.Features.Count == 1 ? "column" : "columns")}: {string.Join(", ", standings.Features.Take(12))}{(standings.Features.Count > 12 ? ", …" : "")}.");
        yield return standings.Procedure;
        foreach (var refused in standings.Refused)
            yield return $"Not compared: {refused.Title}: {refused.Reason}";
        var width = standings.Models.Max(m => m.Title.Length);
        string[] shown = standings.Kind == TargetKind.Number ? ["rmse", "r2", "mae"] : ["brier", "log_loss", "auc", "balanced_accuracy"];
        yield return $"{"".PadRight(width)}  {string.Join("  ", shown.Select(s => s.PadRight(Wide)))}";
        foreach (var model in standings.Models)
            yield return $"{model.Title.PadRight(width)}  {string.Join("  ", shown.Select(s => Text(model.Of(s)!).PadRight(Wide)))}".TrimEnd();
        if (best is not null && standings.Best is { } first)
            yield return $"Best: {best.Name}. {(first.BeatsNaive ? "It beats the naive model" : "It does not surely beat the naive model: do not rely on it")} ({standings.Deciding} {Text(first.Of(standings.Deciding)!)}).";
        if (standings.Importances.Count > 0)
            yield return $"What it goes by: {string.Join(", ", standings.Importances.Take(5).Select(i => $"{i.Column} {Quantity.Text(i.Mean, digits: 3)}"))} ({standings.Deciding} lost when the column is shuffled).";
    }

    private const int Wide = 26;

    private static string Text(MeanScore score) => double.IsNaN(score.Low)
        ? Quantity.Text(score.Mean, digits: 3)
        : $"{Quantity.Text(score.Mean, digits: 3)} ({Quantity.Text(score.Low, digits: 3)} to {Quantity.Text(score.High, digits: 3)})";
}
