using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>Which MLflow run holds which: parents that are missing and chains that run in a circle.</summary>
public static class MlflowNesting
{
    public const string ParentTag = "mlflow.parentRunId";

    /// <param name="parents">By the child's id.</param>
    /// <param name="runs">The runs that are there; those that nobody names as a parent may be missing.</param>
    public static IEnumerable<Remarked> Remarks(IReadOnlyDictionary<string, string> parents, IReadOnlySet<string> runs)
    {
        var missing = parents.Where(p => !runs.Contains(p.Value)).Select(p => p.Key).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
            yield return new Remarked($"{missing.Count} runs name a parent that the store does not have or has deleted (first: run {missing[0]}); they are taken as runs of their own.", 1);
        var circle = Circle(parents);
        if (circle.Count > 0)
            yield return new Remarked($"{circle.Count} runs are each other's parents in a circle (first: run {circle[0]}); every run is taken by itself, so nothing is lost.", 1);
    }

    /// <summary>The runs that lie on a circle, in ordinal order.</summary>
    private static List<string> Circle(IReadOnlyDictionary<string, string> parents)
    {
        var onCircle = new SortedSet<string>(StringComparer.Ordinal);
        var seenIn = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var start in parents.Keys)
        {
            var at = start;
            while (!seenIn.ContainsKey(at) && parents.TryGetValue(at, out var next))
            {
                seenIn[at] = start;
                at = next;
            }

            if (!seenIn.TryGetValue(at, out var walk) || walk != start || onCircle.Contains(at))
                continue;
            for (var member = at; onCircle.Add(member);)
                member = parents[member];
        }

        return [.. onCircle];
    }
}
