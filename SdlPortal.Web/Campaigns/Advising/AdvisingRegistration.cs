using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>Puts the advisor and its gate into the container.</summary>
public static class AdvisingRegistration
{
    public static IServiceCollection AddAdvisor(this IServiceCollection services) => services
        .AddSingleton<AdvisorGate>()
        .AddSingleton(provider => PastCampaigns.Of(provider.GetRequiredService<CampaignIndex>(), provider.GetRequiredService<ICampaignLog>()))
        .AddSingleton<Advise>((question, progress, cancellationToken) => Advisor.Advise(question, AdvisorGate.Threads, progress, cancellationToken));
}
