namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>What sources call things: what rules may speak of. All in ordinal order.</summary>
public sealed record SourceNames(IReadOnlyList<string> Sources, IReadOnlyList<string> Parameters, IReadOnlyList<string> Metrics, IReadOnlyList<string> Notes, IReadOnlyList<string> Tasks);
