using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Gains;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>Whether a document can be kept as a version: everything that is wrong with it at once.</summary>
public static class DocumentCheck
{
    public const int LongestTitle = 200;
    public const int LongestText = 10_000;

    /// <summary>Below this, on either side, no verdict can come out.</summary>
    public const int FewestExperiments = GainScore.FewestOfEach;

    public const int MostExperiments = 1000;

    private const int MostSentences = 50;

    public static IReadOnlyList<Problem> Problems(RecommendationDocument document)
    {
        var problems = new ProblemList();
        problems.Text("title", document.Title, "The recommendation has no title.", "Say in a few words what it recommends.", LongestTitle);
        if (document.Title.Any(char.IsControl))
            problems.Add("title", "The title has a line break or control character.", "Remove it.");
        problems.Text("claim", document.Claim, "The recommendation claims nothing.", "Say in one sentence what it promises, with the interval.", LongestText);
        if (document.Rationale.Length > LongestText)
            problems.Add("rationale", FormattableString.Invariant($"The text has {document.Rationale.Length} characters."), FormattableString.Invariant($"Shorten it to {LongestText}."));
        Sentences(problems, "whatWouldChangeIt", document.WhatWouldChangeIt);
        Sentences(problems, "feasibility", document.Feasibility);
        problems.Whole("validation.inside", document.Validation.Inside, FewestExperiments, MostExperiments, "The number of experiments inside", "Say how many.");
        problems.Whole("validation.outside", document.Validation.Outside, FewestExperiments, MostExperiments, "The number of experiments outside", "Say how many.");
        if (document.Subject == RecommendationSubject.Variant && string.IsNullOrWhiteSpace(document.Variant))
            problems.Add("variant", "It recommends a variant and names none.", "Name the variant.");
        if (document.Subject == RecommendationSubject.Region && document.Variant is not null)
            problems.Add("variant", $"It recommends a region and names the variant '{document.Variant}'.", "Leave the variant out, or recommend the variant.");
        if (document.Subject == RecommendationSubject.Region && document.Evidence.Region.Boxes.Count == 0)
            problems.Add("evidence", "The region has no box.", "Draft it from an analysis that recommends a region.");
        if (document.Forecast is null && string.IsNullOrWhiteSpace(document.WhyNoForecast))
            problems.Add("forecast", "There is no forecast, and nothing says why.", "Draft it from an analysis with a forecast.");
        if (string.IsNullOrWhiteSpace(document.ProjectId))
            problems.Add("projectId", "It names no project of prior runs.", "Draft it from an analysis of a project.");
        return problems.Items;
    }

    private static void Sentences(ProblemList problems, string path, IReadOnlyList<string> sentences)
    {
        if (sentences.Count > MostSentences)
            problems.Add(path, FormattableString.Invariant($"There are {sentences.Count} sentences."), FormattableString.Invariant($"Keep the {MostSentences} that matter most."));
        for (var i = 0; i < sentences.Count; i++)
            problems.Text(FormattableString.Invariant($"{path}[{i}]"), sentences[i], "The line is empty.", "Write a sentence, or remove the line.", LongestText);
    }
}
