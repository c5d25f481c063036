using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Persistence;

/// <summary>A portal's database in a folder of its own, removed at the end.</summary>
internal sealed class TemporaryPortal : IAsyncDisposable
{
    private readonly List<ServiceProvider> opened = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("sdlportal-").FullName;

    public string File => Path.Combine(Folder, "portal.db");

    public IServiceProvider Services => opened[0];

    public EfCampaignLog Log => (EfCampaignLog)Services.GetRequiredService<ICampaignLog>();

    public CampaignIndex Index => Services.GetRequiredService<CampaignIndex>();

    public static async Task<TemporaryPortal> CreateAsync()
    {
        var portal = new TemporaryPortal();
        await PortalDatabase.PrepareAsync(portal.Open());
        return portal;
    }

    /// <summary>Another program on the same database (the first one, when called first).</summary>
    public ServiceProvider Open(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Data:Folder", Folder)])
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)))
            .Build();
        opened.Add(new ServiceCollection().AddPortalPersistence(configuration).BuildServiceProvider());
        return opened[^1];
    }

    public PortalContext Context() => Services.GetRequiredService<IDbContextFactory<PortalContext>>().CreateDbContext();

    public async Task<int> SqlAsync(string sql)
    {
        await using var context = Context();
        return await context.Database.ExecuteSqlRawAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var services in opened)
            await services.DisposeAsync();
        using (var connection = new SqliteConnection($"Data Source={File};Foreign Keys=True"))
            SqliteConnection.ClearPool(connection);
        Directory.Delete(Folder, recursive: true);
    }
}
