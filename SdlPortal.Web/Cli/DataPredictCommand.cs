using System.CommandLine;
using System.Globalization;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Cli;

/// <summary>`data predict`: applies a saved model to the rows of a table (docs/data-workspace.md).</summary>
internal sealed class DataPredictCommand
{
    private readonly Argument<FileInfo> model = new("model") { Description = "The model's file, as `data fit` wrote it." };
    private readonly TableOptions table = new();
    private readonly Option<FileInfo?> file = new("--out") { Description = "The file for the predictions (CSV). Without it they go to the terminal." };

    public static Command Create()
    {
        var own = new DataPredictCommand();
        var command = new Command("predict", "Applies a saved model to the rows of a table.") { own.model, own.file };
        own.table.AddTo(command);
        command.SetAction((parsed, cancellationToken) => AnalysisOptions.TryAsync(parsed, "file", output => own.RunAsync(parsed, output, cancellationToken)));
        return command;
    }

    private async Task RunAsync(ParseResult parsed, TextWriter output, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(file)?.FullName;
        // Where the predictions go to the terminal, words go beside them.
        var words = path is null ? parsed.InvocationConfiguration.Error : output;
        var saved = await ReadAsync(parsed.GetValue(model)!.FullName, cancellationToken);
        var (read, said) = await table.AskAsync(parsed, words, saved.Predict, cancellationToken);
        if (path is null)
            ModelCsv.WritePredictions(said, read, output);
        else
            Write(path, text => ModelCsv.WritePredictions(said, read, text));
        foreach (var remark in said.Remarks)
            await words.WriteLineAsync(remark);
        await words.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{said.Rows.Count:N0} rows: {saved.Target} by {saved.Name}, learned from {saved.Rows:N0} rows of {saved.TableName} ({saved.By}, {saved.At:yyyy-MM-dd HH:mm} UTC){(path is null ? "" : $", written to {path}")}."));
    }

    private static async Task<SavedModel> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return SavedModel.Read(await File.ReadAllTextAsync(path, cancellationToken));
        }
        catch (InvalidDataException e)
        {
            throw new RefusedException($"{path}: {e.Message}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RefusedException($"There is no file {path}.");
        }
    }

    private static void Write(string path, Action<TextWriter> write)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        using var text = new StreamWriter(path);
        write(text);
    }
}
