using SdlPortal.Domain.MetaAnalysis.Variants;
using SdlPortal.Web.MetaAnalysis.Analyses;

namespace SdlPortal.Web.MetaAnalysis.Variants;

/// <summary>What the comparison of variants comes to, in sentences. Pure.</summary>
internal static class VariantSentences
{
    private const double Sure = 0.05;
    private const int MostNamed = 4;

    public static string Claim(VariantFindings findings)
    {
        if (findings.Standings.Count == 0)
            return "No variant has runs.";
        var first = findings.Standings[0];
        var told = findings.Differences.Where(d => d.Adjusted < Sure).Select(d => d.First == first.Variant && d.Difference.Mean > 0 ? d.Second : d.Second == first.Variant && d.Difference.Mean < 0 ? d.First : null).OfType<string>().ToList();
        var over = told.Count == 0 ? "It is not told apart from any other variant"
            : told.Count == findings.Standings.Count - 1 ? "It is better than every other variant beyond chance"
            : $"It is better beyond chance than {Listed(told)}";
        return $"{first.Variant} is the best variant with probability {NumberWords.Of(first.ProbabilityBest)}; its advantage is {NumberWords.With(first.Advantage)}. {over} (corrected for all pairs).";
    }

    /// <summary>By top-two Thompson sampling.</summary>
    public static string Next(VariantFindings findings)
    {
        var next = findings.Standings.Where(s => s.NextShare >= 0.01).OrderByDescending(s => s.NextShare).Take(MostNamed).Select(s => $"{NumberWords.Percent(s.NextShare)} to {s.Variant}").ToList();
        return next.Count == 0 ? "" : $"Of the next runs, give {string.Join(", ", next)}.";
    }

    private static string Listed(List<string> names) => names.Count <= MostNamed ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MostNamed - 1))} and {names.Count - MostNamed + 1} more";
}
