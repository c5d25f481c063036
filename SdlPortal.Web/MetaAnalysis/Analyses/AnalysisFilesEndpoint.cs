using System.Text;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.MetaAnalysis.Figures;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Analyses;

/// <summary>The files of a stored answer: its report and its tables, sent from disk as they are, and every figure that a page can show, as a drawing and as a table.</summary>
internal static class AnalysisFilesEndpoint
{
    /// <summary>File name, media type, and what it holds.</summary>
    public static readonly IReadOnlyList<(string Name, string Type, string Holds)> Files =
    [
        (AnalysisFiles.Importances, "text/csv", "Every parameter and pair of every task by three methods: shares with intervals"),
        (AnalysisFiles.Pooled, "text/csv", "Effects over tasks: each task's own and shrunken value, mean, prediction interval, heterogeneity, corrected p"),
        (AnalysisFiles.Regions, "application/json", "Recommended, promising, risky and dear regions, and how recommendations did on held-out tasks"),
        (AnalysisFiles.Variants, "text/csv", "Variants with advantage, probability of being best and share of the next runs"),
        (AnalysisFiles.Survival, "text/csv", "Survival curves: time, at risk, events, share not there yet with band"),
        (AnalysisFiles.Checks, "text/csv", "What the quality checks found before the analysis"),
        (AnalysisStore.ReportName, "application/json", "Everything on these pages, with the question, the data's hash, the version and the seed"),
    ];

    public static string Address(string project, string key, string file) => $"/api/prior-runs/{Uri.EscapeDataString(project)}/analyses/{Uri.EscapeDataString(key)}/{Uri.EscapeDataString(file)}";

    public static void MapAnalysisFiles(this IEndpointRouteBuilder app) => app.MapGet("/api/prior-runs/{project}/analyses/{key}/{file}", (string project, string key, string file, PriorRuns runs, StoredAnalyses stored) => Answer(project, key, file, runs, stored)).Needs(Deed.Look);

    private static IResult Answer(string id, string key, string file, PriorRuns runs, StoredAnalyses stored)
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
        // Only keys of the list come near the disk.
        if (stored.All(project.Folder).FirstOrDefault(a => a.Key == key) is not { } analysis)
            return Missing($"The project has no analysis {key}.");
        var name = $"{CampaignFileEndpoint.SafeName(project.State.Name, "prior-runs")}.{key}.{file}";
        if (Files.FirstOrDefault(f => f.Name == file) is { Name: not null } known)
        {
            var path = Path.Combine(new AnalysisStore(project.Folder).FolderOf(analysis.Key), known.Name);
            return File.Exists(path) ? Results.File(path, known.Type, name) : Missing($"The analysis {key} has lost its file {file}.");
        }

        var figure = stored.Read(project.Folder, key) is { } report ? MetaFigures.Find(report, Path.GetFileNameWithoutExtension(file)) : null;
        return (figure, Path.GetExtension(file)) switch
        {
            ({ } drawn, ".svg") => Results.File(Encoding.UTF8.GetBytes(FigureSvg.Write(drawn, DrawingColors.File)), "image/svg+xml", name),
            ({ } drawn, ".csv") => Results.File(Encoding.UTF8.GetBytes(drawn.Table.ToCsv()), "text/csv", name),
            _ => Missing($"The analysis has no file '{file}'. It has {string.Join(", ", Files.Select(f => f.Name))}, and its figures by their names."),
        };
    }

    private static IResult Missing(string why) => Results.Problem(why, statusCode: StatusCodes.Status404NotFound);
}
