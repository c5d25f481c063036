using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Campaigns.HandingOver;

/// <summary>Puts what the designer needs to take over findings into the container.</summary>
public static class HandoverRegistration
{
    public static IServiceCollection AddHandovers(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(provider => new Handovers(Path.Combine(DataFolder.Find(configuration), Handovers.FolderName), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<TakeOver>()
        .AddSingleton<Validations>();
}
