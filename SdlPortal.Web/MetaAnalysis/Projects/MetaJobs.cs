using SdlPortal.Web.Jobs;

namespace SdlPortal.Web.MetaAnalysis.Projects;

/// <summary>The background work of all projects of prior runs, by their keys.</summary>
public sealed class MetaJobs(ProjectFeed feed, TimeProvider time, ILogger<MetaJobs> logger) : JobQueue(feed, time, logger);
