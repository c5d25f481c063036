using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Processes;

/// <summary>A campaign in the log of a data folder, written and read without a server.</summary>
public static class PreparedCampaign
{
    /// <summary>Recorded as started: the next server that uses the folder takes it up.</summary>
    public static async Task<Guid> StartedAsync(string folder, CampaignDraft draft, double timeScale)
    {
        await using var services = Services(folder);
        await PortalDatabase.PrepareAsync(services);
        var id = Guid.NewGuid();
        var now = TimeProvider.System.GetUtcNow();
        await services.GetRequiredService<ICampaignLog>().AppendAsync(id, 0, [new NewEvent(new CampaignCreated(CampaignDefinition.From(draft)), now, "ada"), new NewEvent(new CampaignStarted(timeScale), now, "ada")]);
        return id;
    }

    public static async Task<Campaign> FoldAsync(string folder, Guid id)
    {
        await using var services = Services(folder);
        return Campaign.Fold(id, await services.GetRequiredService<ICampaignLog>().ReadAsync(id));
    }

    private static ServiceProvider Services(string folder) =>
        new ServiceCollection().AddPortalPersistence(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Folder"] = folder }).Build()).BuildServiceProvider();
}
