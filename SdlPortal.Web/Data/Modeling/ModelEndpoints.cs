using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Data.Tables;

namespace SdlPortal.Web.Data.Modeling;

/// <summary>Saved models for programs: their list, a version's file, what a version says of a table of the workspace or of rows that are sent.</summary>
internal static class ModelEndpoints
{
    /// <summary>Larger tables go into the workspace first.</summary>
    private const long MostBytes = 50_000_000;

    public static string FileAddress(string model, int version) => string.Create(CultureInfo.InvariantCulture, $"/api/models/{Uri.EscapeDataString(model)}/{version}.json");

    public static string PredictionsAddress(string model, int version, string table) => string.Create(CultureInfo.InvariantCulture, $"/api/models/{Uri.EscapeDataString(model)}/{version}/predictions.csv?table={Uri.EscapeDataString(table)}");

    public static string PredictAddress(string model) => $"/api/models/{Uri.EscapeDataString(model)}/predict";

    public static void MapModels(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/models", (ModelShelf shelf) => Results.Json(shelf.List(), AnalysisJson.Indented)).Needs(Deed.Look);
        app.MapGet("/api/models/{id}/{version:int}.json", SavedFile).Needs(Deed.Look);
        app.MapGet("/api/models/{id}/{version:int}/predictions.csv", OfTableAsync).Needs(Deed.Look);
        app.MapPost("/api/models/{id}/predict", OfRowsAsync).Needs(Deed.Look).WithMetadata(new RequestSizeLimitAttribute(MostBytes));
    }

    private static IResult SavedFile(string id, int version, ModelShelf shelf) => shelf.PathOf(id, version) is { } path
        ? Results.File(path, "application/json", $"{CampaignFileEndpoint.SafeName(shelf.Find(id)!.Name, "model")}.{version}.json")
        : Problem($"There is no version {version} of a saved model {id}.", StatusCodes.Status404NotFound);

    private static async Task<IResult> OfTableAsync(string id, int version, string table, ModelShelf shelf, DataTables tables, CancellationToken cancellationToken)
    {
        if (shelf.PathOf(id, version) is null)
            return Problem($"There is no version {version} of a saved model {id}.", StatusCodes.Status404NotFound);
        if (tables.Find(table) is not { } view)
            return Problem($"There is no table {table}; it may have been deleted, or is still being read.", StatusCodes.Status404NotFound);
        try
        {
            var said = await Task.Run(() => shelf.Read(id, version).Predict(view.Kept, Step(cancellationToken)), cancellationToken);
            return Csv(said, view.Kept, $"{CampaignFileEndpoint.SafeName(view.Head.Name, "table")}.predictions.csv");
        }
        catch (RefusedException e)
        {
            return Problem(e.Message, StatusCodes.Status422UnprocessableEntity);
        }
    }

    /// <summary>The body is a table of text as the workspace reads it: CSV, or a JSON list of objects. The answer is JSON, or CSV where that is asked for.</summary>
    private static async Task<IResult> OfRowsAsync(string id, int? version, HttpRequest request, ModelShelf shelf, CancellationToken cancellationToken)
    {
        if (shelf.Find(id)?.Find(version) is not { } kept)
            return Problem(version is { } v ? $"There is no version {v} of a saved model {id}." : $"There is no saved model {id}.", StatusCodes.Status404NotFound);
        var path = Path.Combine(Path.GetTempPath(), $"rows-{Guid.NewGuid():N}.txt");
        try
        {
            await using (var file = File.Create(path))
                await request.Body.CopyToAsync(file, cancellationToken);
            var (table, said) = await Task.Run(() =>
            {
                var rows = TableReader.Read(path, new TableReading { Name = "rows that were sent" }, Step(cancellationToken));
                return (rows, shelf.Read(id, kept.Number).Predict(rows, Step(cancellationToken)));
            }, cancellationToken);
            return request.Headers.Accept.Any(a => a?.Contains("text/csv", StringComparison.OrdinalIgnoreCase) == true) ? Csv(said, table, "predictions.csv") : Results.Json(Describe(id, kept, table, said), AnalysisJson.Indented);
        }
        catch (TableRefusedException e)
        {
            return Results.Problem("The rows do not fit the model.", statusCode: StatusCodes.Status422UnprocessableEntity, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["problems"] = e.Problems });
        }
        catch (Exception e) when (e is RefusedException or RunSourceException)
        {
            return Problem(e.Message, StatusCodes.Status422UnprocessableEntity);
        }
        catch (BadHttpRequestException e)
        {
            return Problem($"{e.Message} Rows of up to {MostBytes / 1_000_000} MB can be sent at once; larger tables go into the workspace.", e.StatusCode);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static object Describe(string id, KeptModelVersion version, DataTable table, Predictions said)
    {
        var outside = said.Outside.ToDictionary(o => o.At, o => o.Columns);
        var classes = said.Classes;
        return new
        {
            Model = id,
            Version = version.Number,
            said.Target,
            said.Unit,
            Coverage = classes.Count == 0 ? said.Coverage : (double?)null,
            Predictions = said.Rows.Select((row, i) => new
            {
                Row = table.SourceRow(row) + 1,
                Value = classes.Count == 0 ? said.Values[i] : (double?)null,
                Low = classes.Count == 0 ? said.Low[i] : (double?)null,
                High = classes.Count == 0 ? said.High[i] : (double?)null,
                Class = classes.Count == 0 ? null : classes[(int)said.Values[i]],
                Probabilities = classes.Count == 0 ? null : classes.Select((c, k) => KeyValuePair.Create(c, said.Probabilities[(i * classes.Count) + k])).ToDictionary(StringComparer.Ordinal),
                Outside = outside.GetValueOrDefault(i, []),
            }),
            said.Remarks,
        };
    }

    private static IResult Csv(Predictions said, DataTable table, string name)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        ModelCsv.WritePredictions(said, table, text);
        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name);
    }

    private static AnalysisStep Step(CancellationToken cancellationToken) => new(Math.Max(1, Environment.ProcessorCount - 1), (_, _) => { }, cancellationToken);

    private static IResult Problem(string why, int status) => Results.Problem(why, statusCode: status);
}
