using SdlPortal.Web.Accounts;
using SdlPortal.Domain.People;
using System.Text;
using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Plans;

/// <summary>The files of a stored plan: the plan, its points as a table, and its figures.</summary>
internal static class PlanFilesEndpoint
{
    public const string PlanName = "plan.json";
    public const string PointsName = "points.csv";

    public static string Address(string project, string key, string file) => $"/api/prior-runs/{Uri.EscapeDataString(project)}/plans/{Uri.EscapeDataString(key)}/{Uri.EscapeDataString(file)}";

    public static void MapPlanFiles(this IEndpointRouteBuilder app) => app.MapGet("/api/prior-runs/{project}/plans/{key}/{file}", (string project, string key, string file, PriorRuns runs) => Answer(project, key, file, runs)).Needs(Deed.Look);

    public static string Points(SearchPlan plan) => new PlotTable(
        ["experiment", "phase", "simulated", "region", .. plan.Space.Parameters.Select(p => p.Name), "top decile probability", "low", "high", "expected percentile", "why"],
        [.. plan.Points.Select(p => (IReadOnlyList<string>)
        [
            Quantity.Full(p.Number), PlanFigures.Look(p.Phase).Word, p.IsSimulated ? "simulated, not a result" : "", p.Arm, .. plan.Space.Parameters.Select(c => p.Configuration[c.Name].ToString()),
            Quantity.Full(p.TopDecile.Mean), Quantity.Full(p.TopDecile.Low), Quantity.Full(p.TopDecile.High), Quantity.Full(p.Percentile.Mean), p.Why,
        ])]).ToCsv();

    private static IResult Answer(string id, string key, string file, PriorRuns runs)
    {
        RunProject? project;
        try
        {
            project = runs.Find(id);
        }
        catch (RunLibraryException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status500InternalServerError);
        }

        if (project is null)
            return Missing($"There is no project {id}; it may have been deleted.");
        if (new PlanStore(project.Folder).Find(key) is not { Plan: var plan } stored)
            return Missing($"The project has no plan {key}.");
        var name = $"{CampaignFileEndpoint.SafeName(project.State.Name, "prior-runs")}.{stored.Key}.{file}";
        if (file == PlanName)
            return Results.File(JsonSerializer.SerializeToUtf8Bytes(plan, AnalysisJson.Indented), "application/json", name);
        if (file == PointsName)
            return Results.File(Encoding.UTF8.GetBytes(Points(plan)), "text/csv", name);
        var figure = PlanFigures.Of(plan).FirstOrDefault(f => f.Key == Path.GetFileNameWithoutExtension(file));
        return (figure, Path.GetExtension(file)) switch
        {
            ({ } drawn, ".svg") => Results.File(Encoding.UTF8.GetBytes(FigureSvg.Write(drawn, DrawingColors.File)), "image/svg+xml", name),
            ({ } drawn, ".csv") => Results.File(Encoding.UTF8.GetBytes(drawn.Table.ToCsv()), "text/csv", name),
            _ => Missing($"The plan has no file '{file}'. It has {PlanName}, {PointsName}, and its figures by their names."),
        };
    }

    private static IResult Missing(string why) => Results.Problem(why, statusCode: StatusCodes.Status404NotFound);
}
