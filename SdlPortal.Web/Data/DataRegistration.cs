using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.Data.Modeling;
using SdlPortal.Web.Data.Tables;
using SdlPortal.Web.MetaAnalysis.Sources;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Data;

/// <summary>Stops the background work when the program ends.</summary>
internal sealed class DataOperation(DataJobs jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => jobs.DisposeAsync().AsTask();
}

/// <summary>Puts the workspace for tables with its background work into the container; the tables live under the data folder.</summary>
public static class DataRegistration
{
    public static IServiceCollection AddDataWorkspace(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<TableFeed>()
        .AddSingleton<DataJobs>()
        .AddSingleton<TableSources>()
        .AddSingleton(provider => new DataTables(Path.Combine(DataFolder.Find(configuration), DataTables.FolderName), provider.GetRequiredService<DataJobs>(), provider.GetRequiredService<TableFeed>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ImportFolder>(), provider.GetRequiredService<TableSources>()))
        .AddSingleton<DataAnswers>()
        .AddSingleton(provider => new ModelShelf(Path.Combine(DataFolder.Find(configuration), ModelShelf.FolderName), provider.GetRequiredService<DataJobs>(), provider.GetRequiredService<TableFeed>(), provider.GetRequiredService<TimeProvider>()))
        .AddHostedService<DataOperation>();
}
