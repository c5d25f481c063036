using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>What rules do to the runs of a project.</summary>
/// <param name="Problems">Why they could not be saved; empty where they can.</param>
/// <param name="Rules">One per rule, in the order of the document: parameters, metrics, tasks, variants, fields.</param>
/// <param name="Remarks">Collisions and disagreements, as a load would say them.</param>
public sealed record RulesEffect(IReadOnlyList<Problem> Problems, IReadOnlyList<RuleEffect> Rules, IReadOnlyList<string> Remarks);

/// <param name="Path">Where the rule stands: "parameters[2]".</param>
/// <param name="Sentence">What it says, for people.</param>
/// <param name="Runs">How many runs it touches.</param>
/// <param name="Collisions">How many values were left out, since another column of the same run had become the same name before.</param>
public sealed record RuleEffect(string Path, string Sentence, int Runs, int Collisions);
