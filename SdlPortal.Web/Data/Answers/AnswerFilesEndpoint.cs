using System.Text;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Web.Data.Answers;

/// <summary>The files of a kept answer: itself as JSON, and every figure of it as a drawing and as a table.</summary>
internal static class AnswerFilesEndpoint
{
    private const int KeyLength = 16;

    /// <summary>Of the answer itself.</summary>
    public const string AnswerFile = "answer.json";

    public static string Address(string table, string analysis, string key, string file) =>
        $"/api/data/{Uri.EscapeDataString(table)}/answers/{Uri.EscapeDataString(analysis)}/{Uri.EscapeDataString(key)}/{Uri.EscapeDataString(file)}";

    public static void MapAnswerFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/data/{table}/answers/{analysis}/{key}.json", (string table, string analysis, string key, DataTables tables, DataAnswers answers) => Answer(table, analysis, key, AnswerFile, tables, answers)).Needs(Deed.Look);
        app.MapGet("/api/data/{table}/answers/{analysis}/{key}/{file}", (string table, string analysis, string key, string file, DataTables tables, DataAnswers answers) => Answer(table, analysis, key, file, tables, answers)).Needs(Deed.Look);
    }

    private static IResult Answer(string id, string analysis, string key, string file, DataTables tables, DataAnswers answers)
    {
        if (tables.Find(id) is not { } table)
            return Missing($"There is no table {id}; it may have been deleted.");
        // Only names and keys that answers can have come near the disk.
        if (!IsName(analysis) || !IsKey(key))
            return Missing($"No answer can have the name '{analysis}/{key}'.");
        var path = answers.PathOf(table.Id, analysis, key);
        if (!File.Exists(path))
            return Missing($"The table has no answer {key} of the analysis {analysis}.");
        var name = $"{CampaignFileEndpoint.SafeName(table.Head.Name, "table")}.{analysis}.{key}";
        if (file == AnswerFile)
            return Results.File(path, "application/json", $"{name}.json");
        var figures = AnswerFigures.Find(analysis)?.Read(path) ?? [];
        return (figures.FirstOrDefault(f => f.Key == Path.GetFileNameWithoutExtension(file)), Path.GetExtension(file)) switch
        {
            ({ } drawn, ".svg") => Results.File(Encoding.UTF8.GetBytes(FigureSvg.Write(drawn, DrawingColors.File)), "image/svg+xml", $"{name}.{file}"),
            ({ } drawn, ".csv") => Results.File(Encoding.UTF8.GetBytes(drawn.Table.ToCsv()), "text/csv", $"{name}.{file}"),
            _ => Missing($"The answer has no file '{file}'. It has {string.Join(", ", figures.Select(f => $"{f.Key}.svg").Append(AnswerFile))}."),
        };
    }

    private static bool IsName(string analysis) => analysis.Length is > 0 and <= 60 && analysis.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsKey(string key) => key.Length == KeyLength && key.All(char.IsAsciiHexDigitLower);

    private static IResult Missing(string why) => Results.Problem(why, statusCode: StatusCodes.Status404NotFound);
}
