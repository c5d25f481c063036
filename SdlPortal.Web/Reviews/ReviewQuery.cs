using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Reviews;

/// <summary>Which recommendations the list shows; its form is the page's address. Immutable.</summary>
/// <param name="Text">Every word must occur in the title, the claim, the project, the target or the author.</param>
/// <param name="Project">The project's id.</param>
/// <param name="Author">The author's name.</param>
public sealed record ReviewQuery(string Text = "", RecommendationStatus? Status = null, string? Project = null, string? Author = null)
{
    /// <summary>Unknown words in an address are ignored: an old link still opens the list.</summary>
    public static ReviewQuery From(string? text, string? status, string? project, string? author) => new(
        text?.Trim() ?? "",
        Enum.TryParse<RecommendationStatus>(status, true, out var only) && Enum.IsDefined(only) ? only : null,
        string.IsNullOrWhiteSpace(project) ? null : project,
        string.IsNullOrWhiteSpace(author) ? null : author);

    /// <summary>The address of the page that shows this; defaults are left out.</summary>
    public string Address()
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        Add("q", Text);
        Add("status", Status?.ToString());
        Add("project", Project);
        Add("author", Author);
        return parts.Count == 0 ? "/reviews" : "/reviews?" + string.Join('&', parts);
    }

    public bool ShowsAll => this == new ReviewQuery();

    /// <summary>In the order given.</summary>
    public IReadOnlyList<RecommendationSummary> Apply(IReadOnlyList<RecommendationSummary> all) =>
        [.. WithoutStatus(all).Where(r => Status is null || r.Status == Status)];

    /// <summary>How many there are of each status with the other filters as they are: what a filter by status would show.</summary>
    public IReadOnlyDictionary<RecommendationStatus, int> Counts(IReadOnlyList<RecommendationSummary> all) =>
        WithoutStatus(all).GroupBy(r => r.Status).ToDictionary(g => g.Key, g => g.Count());

    private IEnumerable<RecommendationSummary> WithoutStatus(IReadOnlyList<RecommendationSummary> all)
    {
        var words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return all.Where(r => (Project is null || r.ProjectId == Project) && (Author is null || string.Equals(r.AuthorName, Author, StringComparison.Ordinal))
            && words.All(w => new[] { r.Title, r.Claim, r.Project, r.Target, r.AuthorName }.Any(t => t?.Contains(w, StringComparison.OrdinalIgnoreCase) == true)));
    }
}
