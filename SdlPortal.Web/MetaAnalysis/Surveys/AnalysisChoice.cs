using SdlPortal.Domain.MetaAnalysis.Analysis;

namespace SdlPortal.Web.MetaAnalysis.Surveys;

/// <summary>What the people of a project look at: one choice for all of them. Immutable.</summary>
/// <param name="Metric">By its name after the rules; null for the only one there is.</param>
/// <param name="Target">The task at hand; null where there is none.</param>
/// <param name="Scale">How outcomes of different tasks are made comparable.</param>
/// <param name="WithStoppedEarly">Runs that were stopped early count with what they had reached.</param>
public sealed record AnalysisChoice(string? Metric = null, string? Target = null, OutcomeScale Scale = OutcomeScale.Rank, bool WithStoppedEarly = false);
