using SdlPortal.Domain.Simulation.Advising;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>Puts the advisor and its gate into the container.</summary>
public static class AdvisingRegistration
{
    public static IServiceCollection AddAdvisor(this IServiceCollection services) => services
        .AddSingleton<AdvisorGate>()
        .AddSingleton<Advise>((question, progress, cancellationToken) => Advisor.Advise(question, AdvisorGate.Threads, progress, cancellationToken));
}
