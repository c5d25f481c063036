using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Fakes;

/// <summary>A campaign in the log of a data folder, written and read without a server.</summary>
public static class StoredCampaign
{
    // As large as one transaction should get.
    private const int Batch = 2000;

    /// <summary>Recorded as started: the next server that uses the folder takes it up.</summary>
    public static Task<Guid> StartedAsync(string folder, CampaignDraft draft, double timeScale) => StartedAsync(folder, CampaignDefinition.From(draft), timeScale);

    /// <inheritdoc cref="StartedAsync(string, CampaignDraft, double)" />
    public static async Task<Guid> StartedAsync(string folder, CampaignDefinition definition, double timeScale)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (id, _) = await StoreAsync(folder, [new NewEvent(new CampaignCreated(definition), now, "Ada"), new NewEvent(new CampaignStarted(timeScale), now, "Ada")]);
        return id;
    }

    public static async Task<(Guid Id, int Events)> StoreAsync(string folder, IReadOnlyList<NewEvent> events)
    {
        await using var services = Services(folder);
        await PortalDatabase.PrepareAsync(services);
        var log = services.GetRequiredService<ICampaignLog>();
        var (id, stored) = (Guid.NewGuid(), 0);
        foreach (var batch in events.Chunk(Batch))
            stored += (await log.AppendAsync(id, stored, batch)).Count;
        return (id, stored);
    }

    public static async Task<IReadOnlyList<RecordedEvent>> ReadAsync(string folder, Guid id)
    {
        await using var services = Services(folder);
        return await services.GetRequiredService<ICampaignLog>().ReadAsync(id);
    }

    public static async Task<Campaign> FoldAsync(string folder, Guid id) => Campaign.Fold(id, await ReadAsync(folder, id));

    private static ServiceProvider Services(string folder) =>
        new ServiceCollection().AddPortalPersistence(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Folder"] = folder }).Build()).BuildServiceProvider();
}
