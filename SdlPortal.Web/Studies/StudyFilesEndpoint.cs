using System.Text;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Studies.Figures;
using SdlPortal.Web.Studies.Jobs;

namespace SdlPortal.Web.Studies;

/// <summary>The files of a study to keep: its study file and its tables, sent from disk as they are, and its figures.</summary>
internal static class StudyFilesEndpoint
{
    /// <summary>File name, media type, and what it holds.</summary>
    public static readonly IReadOnlyList<(string Name, string Type, string Holds)> Files =
    [
        (StudyFolder.PlanName, "application/json", "The study file, complete with its tables: runs again here or on the command line"),
        ("summary.csv", "text/csv", "One row per cell: cumulative regret, final best, time per proposal"),
        ("observations.csv", "text/csv", "One row per observation: inputs, measured and true value, running best"),
        ("timings.csv", "text/csv", "One row per proposal: seconds for the fit and for the search"),
    ];

    public static string Address(Guid study, string file) => $"/api/studies/{study}/{file}";

    public static void MapStudyFiles(this IEndpointRouteBuilder app) => app.MapGet("/api/studies/{id:guid}/{file}", (Guid id, string file, StudyJobs jobs) =>
    {
        if (jobs.FolderOf(id) is not { } folder || jobs.Find(id) is not { } state)
            return Results.Problem($"There is no study {id}; it may have been deleted.", statusCode: StatusCodes.Status404NotFound);
        var name = $"{CampaignFileEndpoint.SafeName(state.Name, "study")}.{file}";
        if (Files.FirstOrDefault(f => f.Name == file) is { Name: not null } known)
        {
            var path = Path.Combine(folder.Path, known.Name);
            return File.Exists(path) ? Results.File(path, known.Type, name) : Results.Problem($"{file} is written when the study ends or is canceled.", statusCode: StatusCodes.Status404NotFound);
        }

        var figure = jobs.Look(id)?.Summary is { } summary ? StudyFigures.Of(summary).FirstOrDefault(f => f.Key == Path.GetFileNameWithoutExtension(file)) : null;
        return (figure, Path.GetExtension(file)) switch
        {
            ({ } drawn, ".svg") => Results.File(Encoding.UTF8.GetBytes(FigureSvg.Write(drawn, DrawingColors.File)), "image/svg+xml", name),
            ({ } drawn, ".csv") => Results.File(Encoding.UTF8.GetBytes(drawn.Table.ToCsv()), "text/csv", name),
            _ => Results.Problem($"The study has no file '{file}'. It has {string.Join(", ", Files.Select(f => f.Name))}, and its figures by their names.", statusCode: StatusCodes.Status404NotFound),
        };
    }).Needs(Deed.Look);
}
