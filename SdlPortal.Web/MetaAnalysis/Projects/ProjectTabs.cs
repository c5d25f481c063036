using SdlPortal.Web.MetaAnalysis.Effects;
using SdlPortal.Web.MetaAnalysis.Plans;
using SdlPortal.Web.MetaAnalysis.Quality;
using SdlPortal.Web.MetaAnalysis.Regions;
using SdlPortal.Web.MetaAnalysis.Sources;
using SdlPortal.Web.MetaAnalysis.Tasks;
using SdlPortal.Web.MetaAnalysis.Time;
using SdlPortal.Web.MetaAnalysis.Variants;
using SdlPortal.Web.Reviews.Drafting;

namespace SdlPortal.Web.MetaAnalysis.Projects;

/// <summary>The tabs of a project in the order of the work. Each is a component with one parameter, <c>View</c>; what it shows of that stands in the address's query.</summary>
public static class ProjectTabs
{
    public const string Recommendations = "recommendations";

    public static readonly IReadOnlyList<(string Key, string Name, Type Panel)> All =
    [
        ("sources", "Sources", typeof(SourcesPanel)),
        ("tasks", "Tasks", typeof(TasksPanel)),
        ("quality", "Quality", typeof(QualityPanel)),
        ("effects", "Effects", typeof(EffectsPanel)),
        ("regions", "Regions", typeof(RegionsPanel)),
        ("variants", "Variants", typeof(VariantsPanel)),
        ("time", "Time", typeof(TimePanel)),
        ("plan", "Plan", typeof(PlanPanel)),
        (Recommendations, "Recommendations", typeof(RecommendationsPanel)),
    ];

    /// <summary>Unknown words in an address are ignored: an old link still opens the project.</summary>
    public static (string Key, string Name, Type Panel) Of(string? key) => All.FirstOrDefault(t => t.Key == key) is { Key: not null } found ? found : All[0];

    public static string Address(string project, string tab) => $"/prior-runs/{Uri.EscapeDataString(project)}/{tab}";
}
