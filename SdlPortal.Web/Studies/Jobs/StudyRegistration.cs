using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Studies.Jobs;

/// <summary>Finds the studies of earlier portals once the server listens, and stops the one at work when the program ends.</summary>
internal sealed class StudyOperation(StudyJobs jobs) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        jobs.Recover();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => jobs.DisposeAsync().AsTask();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Puts the studies with their feed into the container; they live under the data folder.</summary>
public static class StudyRegistration
{
    public const string FolderName = "studies";

    public static IServiceCollection AddStudies(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<StudyFeed>()
        .AddSingleton(provider => new StudyJobs(Path.Combine(DataFolder.Find(configuration), FolderName), provider.GetRequiredService<StudyFeed>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<StudyJobs>>()))
        .AddScoped<Design.StudyTableDescriptions>()
        .AddHostedService<StudyOperation>();
}
