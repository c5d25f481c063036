using System.Globalization;
using System.Text;
using System.Text.Json;
using SdlPortal.Domain.Analytics.Profiles;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.Data.Reports;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Web.Data.Files;

/// <summary>The tables of the workspace as files: their list, what is known of one, the rows that count, and the profile.</summary>
internal static class DataFilesEndpoint
{
    public const string TableName = "table.csv";
    public const string ProfileName = "profile.json";

    public static string Address(string table, string file) => $"/api/data/{Uri.EscapeDataString(table)}/{Uri.EscapeDataString(file)}";

    public static void MapDataFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/data", (DataTables tables) => Json(tables.List())).Needs(Deed.Look);
        app.MapGet("/api/data/{id}", (string id, DataTables tables) => tables.Find(id) is { } view ? Json(Describe(view)) : Missing(id)).Needs(Deed.Look);
        app.MapGet($"/api/data/{{id}}/{TableName}", Table).Needs(Deed.Look);
        app.MapGet($"/api/data/{{id}}/{ProfileName}", Profile).Needs(Deed.Look);
    }

    private static IResult Table(string id, DataTables tables, CancellationToken cancellationToken) => tables.Find(id) is not { } view ? Missing(id)
        // Row after row, so that a long table takes no more memory than a short one.
        : Results.Stream(body => TableCsv.WriteAsync(view.Kept, body, cancellationToken), "text/csv; charset=utf-8", FileName(view, TableName));

    private static IResult Profile(string id, DataTables tables, DataAnswers answers) => tables.Find(id) is not { } view ? Missing(id)
        : answers.Find(view, ProfileAnalysis.Definition, ReportAnswers.Profile) is not { } answer ? Results.Problem($"The profile of {view.Head.Name} as it is now is not worked out yet; opening its report does that.", statusCode: StatusCodes.Status404NotFound)
        : Results.File(JsonSerializer.SerializeToUtf8Bytes(answer, AnalysisJson.Indented), "application/json", FileName(view, ProfileName));

    private static object Describe(TableView view) => new
    {
        view.Head,
        DataHash = view.Kept.Hash,
        Columns = view.Whole.Columns.Select(c => new { c.Name, c.Kind, c.Unit, Levels = c.Levels.Count, c.Remarks }),
        view.Remarks,
        Exclusions = view.Edits.Select(e => new { e.Number, Rows = e.Rows.Text(), e.Rows.Count, e.Reason, e.By, e.At, e.UndoneBy, e.UndoneAt }),
    };

    private static string FileName(TableView view, string file) => $"{CampaignFileEndpoint.SafeName(view.Head.Name, "table")}.{file}";

    private static IResult Json(object value) => Results.Json(value, AnalysisJson.Indented);

    private static IResult Missing(string id) => Results.Problem($"There is no table {id}; it may have been deleted, or is still being read.", statusCode: StatusCodes.Status404NotFound);
}
