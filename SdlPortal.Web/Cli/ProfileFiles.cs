using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Analytics.Profiles;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Data.Explore.Figures;

namespace SdlPortal.Web.Cli;

/// <summary>The files of `data profile`: numbers in full with the decimal point, rows counted from 1, in profile.json from 0.</summary>
internal static class ProfileFiles
{
    public const string Profile = "profile.json";
    public const string Findings = "findings.csv";
    public const string Outliers = "outliers.csv";
    public const string Correlation = "correlation.csv";

    /// <summary>Of columns of numbers that are drawn.</summary>
    private const int MostDrawn = 24;
    private const int MostRanges = 200;

    /// <summary>Asks everything first and writes then, so that an interruption leaves no half.</summary>
    public static TableProfile Write(DataTable table, string folder, AnalysisStep step)
    {
        var profile = ProfileAnalysis.Definition.Do(table, new ProfileSettings(), step.Part(0, 0.6));
        var outliers = OutlierAnalysis.Definition.Do(table, new OutlierSettings(), step.Part(0.6, 0.75));
        var correlations = CorrelationAnalysis.Definition.Do(table, new CorrelationSettings(), step.Part(0.75, 0.9));
        var figures = Figures(table, profile, correlations, step.Part(0.9, 1)).ToList();
        Directory.CreateDirectory(folder);
        Text(folder, Profile, JsonSerializer.Serialize(profile, AnalysisJson.Indented) + "\n");
        Rows(folder, Findings, ["check", "title", "severity", "columns", "rows", "finding", "remedy", "row_ranges", "examples"], profile.Findings.Select(f => (string[])
            [f.Check, f.Title, f.Severity.ToString().ToLowerInvariant(), string.Join("; ", f.Columns), Full(f.Rows.Count), f.Sentence, f.Remedy, RowSet.Of(f.Rows.All().Select(r => r + 1)).Text(MostRanges), string.Join(" | ", f.Examples.Select(e => $"row {e.Row + 1}: {e.Text}"))]));
        // Rows that are odd only as a whole stand there too, without a column.
        var named = outliers.Cells.Select(c => c.Row).ToHashSet();
        Rows(folder, Outliers, ["row", "column", "value", "modified_z", "mahalanobis_p"], outliers.Cells.Select(c => (string[])[Full(c.Row + 1), c.Column, Full(c.Value), Full(c.ModifiedZ), Full(c.JointP)])
            .Concat(outliers.Rows.Where(r => !named.Contains(r.Row)).Select(r => (string[])[Full(r.Row + 1), "", "", "", Full(r.P)])));
        Rows(folder, Correlation, ["column", "other_column", "n", "pearson", "pearson_p", "pearson_p_corrected", "spearman", "spearman_p", "spearman_p_corrected"], Pairs(correlations));
        foreach (var figure in figures)
            Text(folder, figure.Key + ".svg", FigureSvg.Write(figure, DrawingColors.File));
        return profile;
    }

    private static IEnumerable<string[]> Pairs(Correlations found)
    {
        for (var i = 0; i < found.Columns.Count; i++)
        {
            for (var j = i + 1; j < found.Columns.Count; j++)
            {
                yield return [found.Columns[i].Name, found.Columns[j].Name, Full(found.Pairs[i, j]), Full(found.Pearson.Value[i, j]), Full(found.Pearson.P[i, j]), Full(found.Pearson.Adjusted[i, j]),
                    Full(found.Spearman.Value[i, j]), Full(found.Spearman.P[i, j]), Full(found.Spearman.Adjusted[i, j])];
            }
        }
    }

    private static IEnumerable<Figure> Figures(DataTable table, TableProfile profile, Correlations correlations, AnalysisStep step)
    {
        string[] drawn = [.. profile.Columns.Where(c => c.Present > 0 && c.Kind != ColumnKind.Empty).Take(MostDrawn).Select(c => c.Name)];
        string[] numbers = [.. profile.Columns.Where(c => c is { Kind: ColumnKind.Number, Present: > 0 }).Take(MostDrawn).Select(c => c.Name)];
        string[] logarithms = [.. profile.Columns.Where(c => c.LogHistogram is not null).Select(c => c.Name)];
        foreach (var some in drawn.Chunk(PictureColumns.Most))
        {
            var histograms = HistogramAnalysis.Definition.Do(table, new HistogramSettings(some) { Logarithms = logarithms }, step.Part(0, 0.5));
            foreach (var column in histograms.Columns)
                yield return HistogramFigures.Of(column, histograms);
        }

        foreach (var some in numbers.Chunk(PictureColumns.Most))
        {
            var boxes = BoxAnalysis.Definition.Do(table, new BoxSettings(some) { Logarithms = logarithms }, step.Part(0.5, 1));
            foreach (var column in boxes.Columns.Where(c => c.Boxes.Any(b => b is not null)))
                yield return BoxFigures.Of(column, boxes);
        }

        if (correlations.Columns.Count(c => c.WhyNot is null) < 2)
            yield break;
        yield return CorrelationFigures.Of(correlations, CorrelationKind.Spearman);
        yield return CorrelationFigures.Of(correlations, CorrelationKind.Pearson);
    }

    private static void Rows(string folder, string name, string[] heads, IEnumerable<string[]> rows)
    {
        using var text = new StreamWriter(Path.Combine(folder, name), append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        using var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        csv.WriteRecord(heads);
        foreach (var row in rows)
            csv.WriteRecord(row);
    }

    private static void Text(string folder, string name, string text) => File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    /// <summary>Nothing where it is not known.</summary>
    private static string Full(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
