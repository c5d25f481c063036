using SdlPortal.Domain.MetaAnalysis.Import;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>An own campaign as it stands in its log.</summary>
/// <param name="Sequence">Of the log's last event.</param>
/// <param name="Hash">Of the log's last event.</param>
public sealed record CampaignRead(string Name, long Sequence, string Hash, IEnumerable<RunItem> Items);

/// <summary>Reads an own campaign; null where there is none of this id. Called on worker threads, never on a page's circuit.</summary>
public delegate CampaignRead? CampaignReader(string campaign, CancellationToken cancellationToken);
