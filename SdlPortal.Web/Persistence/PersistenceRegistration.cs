using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Persistence;

/// <summary>Puts the portal's database and everything that reads and writes it into the container.</summary>
public static class PersistenceRegistration
{
    /// <summary>The configuration is first looked at by <see cref="PortalDatabase.PrepareAsync"/>, so that its mistakes are reported there.</summary>
    public static IServiceCollection AddPortalPersistence(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(_ => DatabaseChoice.From(configuration))
            .AddSingleton<IDbContextFactory<PortalContext>, PortalContexts>()
            .AddSingleton<ICampaignLog, EfCampaignLog>()
            .AddSingleton<CampaignIndex>()
            .AddSingleton<RecommendationLog>()
            .AddSingleton<Templates>()
            .AddSingleton<ResultTables>()
            .AddSingleton<Projections>()
            .AddSingleton<LogVerification>();
    }
}
