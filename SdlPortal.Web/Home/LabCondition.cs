using SdlPortal.Domain.Campaigns;
using SdlPortal.Web.Layout;

namespace SdlPortal.Web.Home;

/// <summary>The whole lab in one word: needs attention before running before idle.</summary>
public static class LabCondition
{
    public static StatusTone Of(IReadOnlyCollection<Campaign> active, int waiting)
    {
        if (waiting > 0)
            return new StatusTone("tone-attention", "person", "Lab needs attention");
        return active.Any(c => c.Status is CampaignStatus.Running or CampaignStatus.Stopping)
            ? new StatusTone("tone-running", "play", "Lab running")
            : new StatusTone("tone-queued", "circle", "Lab idle");
    }
}
