using SdlPortal.Web.Live;

namespace SdlPortal.Web.MetaAnalysis.Projects;

/// <summary>Tells pages in which project of prior runs something changed, its work included, by the project's key.</summary>
public sealed class ProjectFeed : ChangeFeed<string>;
