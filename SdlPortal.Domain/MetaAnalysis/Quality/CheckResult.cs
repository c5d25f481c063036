namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>A check and what came of it. Immutable.</summary>
/// <param name="Check">See <see cref="CheckNames"/>.</param>
/// <param name="Title">For people.</param>
/// <param name="Sentence">What was looked at ("16,000 runs of 8 tasks; none repeats another"), or why it was not.</param>
/// <param name="Findings">Heaviest first; empty unless <see cref="CheckState.Found"/>. At most <see cref="QualityOptions.FindingsPerCheck"/>, and then <paramref name="Sentence"/> says how many there are.</param>
public sealed record CheckResult(string Check, string Title, CheckState State, string Sentence, IReadOnlyList<QualityFinding> Findings);
