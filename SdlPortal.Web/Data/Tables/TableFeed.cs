using SdlPortal.Web.Jobs;
using SdlPortal.Web.Live;

namespace SdlPortal.Web.Data.Tables;

/// <summary>Tells pages on which table of the workspace something changed, its work included, by the table's key.</summary>
public sealed class TableFeed : ChangeFeed<string>;

/// <summary>The background work of all tables of the workspace, by their keys. Beside that of prior runs: a short look need not wait for a long analysis.</summary>
public sealed class DataJobs(TableFeed feed, TimeProvider time, ILogger<DataJobs> logger) : JobQueue(feed, time, logger);
