using SdlPortal.Web.Live;

namespace SdlPortal.Web.Reviews;

/// <summary>Tells pages which recommendation changed: a decision, a comment, a score, an alarm.</summary>
public sealed class RecommendationFeed : ChangeFeed<Guid>;
