using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Tests.Persistence;
using SdlPortal.Web.Campaigns.HandingOver;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Fakes;

/// <summary>What the designer needs to take over recommendations and plans.</summary>
internal static class HandoverServices
{
    public static ReviewedPortal AddHandovers(this BunitContext context, TemporaryPortal stored, Orchestrator orchestrator, ICampaignLog log)
    {
        var reviewed = new ReviewedPortal(stored.Services.GetRequiredService<RecommendationLog>(), log, DateTimeOffset.UnixEpoch.AddYears(56));
        var handovers = new Handovers(Path.Combine(stored.Folder, Handovers.FolderName), TimeProvider.System);
        context.Services.AddSingleton(reviewed.Desk);
        context.Services.AddSingleton(handovers);
        context.Services.AddSingleton(new TakeOver(reviewed.Desk, handovers));
        context.Services.AddSingleton(new Validations(orchestrator, log, reviewed.Desk));
        context.Services.AddSingleton(stored.Index);
        return reviewed;
    }
}
