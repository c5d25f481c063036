using SdlPortal.Domain.Files;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Plans;

namespace SdlPortal.Web.MetaAnalysis.Plans;

/// <summary>A plan that is kept: what it was made from, by whom and when.</summary>
/// <param name="Key">See <see cref="PlanRequest.Key"/>.</param>
/// <param name="Analysis">The key of the analysis whose recommendation it follows.</param>
/// <param name="Campaign">The campaign file that carries it out; null where nothing is for the lab.</param>
public sealed record StoredPlan(string Key, string Analysis, string TargetName, PlanChoice Choice, SearchPlan Plan, string? Campaign, DateTimeOffset At, string By);

/// <summary>The plans of one project, a file each under `plans`, and the choice for the next one. A file appears whole or not at all; one that cannot be read is as if it were not there. Safe for any thread.</summary>
public sealed class PlanStore(string projectFolder)
{
    private const string ChoiceName = "choice.json";

    private string Folder { get; } = Path.Combine(projectFolder, "plans");

    /// <summary>When a plan or the choice was last kept; the same as long as none was.</summary>
    public DateTime Written => Directory.GetLastWriteTimeUtc(Folder);

    public PlanChoice Choice => Read<PlanChoice>(ChoiceName) ?? new PlanChoice();

    public StoredPlan? Find(string key) => key.Length == 16 && key.All(char.IsAsciiHexDigitLower) ? Read<StoredPlan>($"{key}.plan.json") : null;

    /// <summary>The latest made from an analysis; null where there is none.</summary>
    public StoredPlan? Latest(string analysis) => Directory.Exists(Folder)
        ? new DirectoryInfo(Folder).EnumerateFiles("*.plan.json").OrderByDescending(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).Select(f => Read<StoredPlan>(f.Name)).FirstOrDefault(p => p?.Analysis == analysis)
        : null;

    public void Keep(PlanChoice choice) => Write(ChoiceName, choice);

    public void Keep(StoredPlan plan) => Write($"{plan.Key}.plan.json", plan);

    private void Write<T>(string name, T value) => JsonFile.Write(Path.Combine(Folder, name), value, AnalysisJson.Options);

    private T? Read<T>(string name) where T : class => JsonFile.Read<T>(Path.Combine(Folder, name), AnalysisJson.Options);
}
