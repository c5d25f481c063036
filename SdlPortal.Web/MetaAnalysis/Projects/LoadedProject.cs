using SdlPortal.Domain.MetaAnalysis.Library;

namespace SdlPortal.Web.MetaAnalysis.Projects;

/// <summary>The runs of a project in memory, with the state that they belong to. Immutable by convention.</summary>
public sealed record LoadedProject(string Project, string StateHash, LoadedRuns Runs);
