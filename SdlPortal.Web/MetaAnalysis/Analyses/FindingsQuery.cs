using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Analyses;

/// <summary>What the tabs of results show; its form is the address's query. Immutable.</summary>
/// <param name="Analysis">The key of the answer; null for the latest to what is looked at.</param>
/// <param name="Effect">The parameter or pair that is looked at over tasks; null for the strongest.</param>
/// <param name="Task">The task that is looked at by itself; null for the target or the largest.</param>
public sealed record FindingsQuery(string? Analysis = null, string? Effect = null, string? Task = null)
{
    public const string Effects = "effects";
    public const string Regions = "regions";
    public const string Variants = "variants";
    public const string Time = "time";
    public const string Plan = "plan";

    public static bool IsOfResults(string tab) => tab is Effects or Regions or Variants or Time or Plan or ProjectTabs.Recommendations;

    /// <summary>A tab of results keeps the answer that is looked at; the others have none.</summary>
    public static string Address(string project, string tab, string? analysis) => IsOfResults(tab) ? new FindingsQuery(analysis).Address(project, tab) : ProjectTabs.Address(project, tab);

    public string Address(string project, string tab)
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (value is not null)
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        Add("analysis", Analysis);
        Add("effect", Effect);
        Add("task", Task);
        return ProjectTabs.Address(project, tab) + (parts.Count == 0 ? "" : "?" + string.Join('&', parts));
    }
}
