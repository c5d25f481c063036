using SdlPortal.Domain.MetaAnalysis.Harmonization;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>What a table is made of, as one moment of the project says.</summary>
/// <param name="Sources">In ordinal order of their ids.</param>
internal sealed record TableInputs(IReadOnlyList<TableSource> Sources, HarmonizationRules Rules, int RulesVersion, ExcludedKeys Excluded);

/// <param name="Ids">Of the source and of its earlier versions.</param>
internal sealed record TableSource(ProjectSource Source, IReadOnlySet<string> Ids, SourceRuns Runs);
