using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Studies.Jobs;

namespace SdlPortal.Web.Studies;

/// <summary>The files of a study to keep: its study file and its tables, sent from disk as they are.</summary>
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
        var known = Files.FirstOrDefault(f => f.Name == file);
        var path = Path.Combine(folder.Path, known.Name ?? "none");
        return known.Name is null ? Results.Problem($"A study has no file '{file}'; it has {string.Join(", ", Files.Select(f => f.Name))}.", statusCode: StatusCodes.Status404NotFound)
            : !File.Exists(path) ? Results.Problem($"{file} is written when the study ends or is canceled.", statusCode: StatusCodes.Status404NotFound)
            : Results.File(path, known.Type, $"{SafeName(state.Name)}.{file}");
    });

    private static string SafeName(string study) => CampaignFileEndpoint.SafeName(study, "study");
}
