using System.Globalization;
using CsvHelper;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Models;

/// <summary>Comparisons and predictions as tables of text, described in docs/data-workspace.md. Numbers in full; rows are counted from 1, as people see them. Pure but for the text they write to.</summary>
public static class ModelCsv
{
    /// <summary>A line for each model and score.</summary>
    public static void WriteScores(ModelStandings standings, TextWriter text) => Write(text, ["model", "title", "score", "mean", "low", "high", "folds", "beats_naive", "settings"], standings.Models.SelectMany(m => m.Scores.Select(s =>
        (string[])[m.Family, m.Title, s.Score, Full(s.Mean), Full(s.Low), Full(s.High), Full(m.Folds.Count), m.BeatsNaive ? "yes" : "no", string.Join(" | ", m.Chosen.Select(c => $"{c.Name} ({c.Folds})"))])));

    /// <summary>A line for each model and outer fold.</summary>
    public static void WriteFolds(ModelStandings standings, TextWriter text)
    {
        string[] scores = standings.Models.Count == 0 ? [] : [.. standings.Models[0].Scores.Select(s => s.Score)];
        Write(text, ["model", "repeat", "fold", "training_rows", "test_rows", .. scores, "settings"], standings.Models.SelectMany(m => m.Folds.Select(f =>
            (string[])[m.Family, Full(f.Repeat + 1), Full(f.Fold + 1), Full(f.Training), Full(f.Test), .. f.Scores.Select(Full), f.Chosen])));
    }

    /// <summary>A line for each two models.</summary>
    public static void WriteDifferences(ModelStandings standings, TextWriter text) => Write(text, ["first", "second", "score", "difference", "low", "high", "p"], standings.Differences.Select(d =>
        (string[])[d.First, d.Second, standings.Deciding, Full(d.Mean), Full(d.Low), Full(d.High), Full(d.PValue)]));

    /// <summary>A line for each row, foretold by models that had not seen it: a column for each model, of classes one for each class too.</summary>
    public static void WriteOutOfFold(ModelStandings standings, DataTable table, TextWriter text)
    {
        var (all, classes) = (standings.Predictions, standings.Classes);
        Write(text, ["row", "fold", "observed", .. all.Models.SelectMany(m => classes.Select(c => $"{m.Family}: {c}").DefaultIfEmpty(m.Family))], Enumerable.Range(0, all.Rows.Count).Select(i =>
            (string[])[Row(table, all.Rows[i]), Full(all.Folds[i] + 1), classes.Count == 0 ? Full(all.Observed[i]) : classes[(int)all.Observed[i]],
                .. all.Models.SelectMany(m => Enumerable.Range(0, Math.Max(1, classes.Count)).Select(k => Full(m.Values[(i * Math.Max(1, classes.Count)) + k])))]));
    }

    public static void WriteImportances(ModelStandings standings, TextWriter text) => Write(text, ["column", "model", "score", "loss", "low", "high"], standings.Importances.Select(i =>
        (string[])[i.Column, standings.Best!.Family, standings.Deciding, Full(i.Mean), Full(i.Low), Full(i.High)]));

    /// <summary>A line for each row that a saved model was applied to.</summary>
    public static void WritePredictions(Predictions predictions, DataTable table, TextWriter text)
    {
        var classes = predictions.Classes;
        var outside = predictions.Outside.ToDictionary(o => o.At, o => string.Join(" | ", o.Columns));
        Write(text, ["row", predictions.Target, .. predictions.Kind == TargetKind.Number ? ["low", "high"] : classes.Select(c => $"probability of {c}"), "outside"], Enumerable.Range(0, predictions.Rows.Count).Select(i => (string[])
        [
            Row(table, predictions.Rows[i]), classes.Count == 0 ? Full(predictions.Values[i]) : classes[(int)predictions.Values[i]],
            .. predictions.Kind == TargetKind.Number ? [Full(predictions.Low[i]), Full(predictions.High[i])] : classes.Select((_, k) => Full(predictions.Probabilities[(i * classes.Count) + k])),
            outside.GetValueOrDefault(i, ""),
        ]));
    }

    private static void Write(TextWriter text, string[] headings, IEnumerable<string[]> lines)
    {
        using var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteRecord(headings);
        foreach (var line in lines)
            csv.WriteRecord(line);
    }

    private static string Row(DataTable table, int row) => (table.SourceRow(row) + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Nothing where there is no number.</summary>
    private static string Full(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
