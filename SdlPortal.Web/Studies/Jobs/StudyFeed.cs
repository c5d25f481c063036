using SdlPortal.Web.Live;

namespace SdlPortal.Web.Studies.Jobs;

/// <summary>Tells pages which study changed, by its id.</summary>
public sealed class StudyFeed : ChangeFeed<Guid>;
