using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Import;
using SdlPortal.Web.MetaAnalysis.Plans;
using SdlPortal.Web.MetaAnalysis.Projects;
using SdlPortal.Web.MetaAnalysis.Sources;
using SdlPortal.Web.MetaAnalysis.Surveys;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.MetaAnalysis;

/// <summary>Stops the background work when the program ends.</summary>
internal sealed class MetaOperation(MetaJobs jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => jobs.DisposeAsync().AsTask();
}

/// <summary>Puts the projects of prior runs with their background work into the container; they live under the data folder.</summary>
public static class PriorRunsRegistration
{
    public static IServiceCollection AddPriorRuns(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<ProjectFeed>()
        .AddSingleton<MetaJobs>()
        .AddSingleton(provider => new RunLibrary(Path.Combine(DataFolder.Find(configuration), RunLibrary.FolderName), provider.GetRequiredService<TimeProvider>(), CampaignLogs.Reader(provider.GetRequiredService<ICampaignLog>())))
        .AddSingleton<Surveyor>()
        .AddSingleton<PriorRuns>()
        .AddSingleton<StoredAnalyses>()
        .AddSingleton<AnalysisWork>()
        .AddSingleton<PlanTargets>()
        .AddSingleton<PlanWork>()
        .AddSingleton(provider => new SourceDrafts(Path.Combine(DataFolder.Find(configuration), SourceDrafts.FolderName), RunReaders.All, provider.GetRequiredService<ProjectFeed>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(ImportFolder.Find(configuration))
        .AddSingleton<ImportWork>()
        .AddHostedService<MetaOperation>();
}
