using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Live;

/// <summary>
/// Ties the orchestrator to the program: takes up unfinished campaigns once the server listens (a second portal that finds the port taken
/// must not touch a station), and lets go of them in order when the program stops.
/// </summary>
internal sealed class LabOperation(Orchestrator orchestrator) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken) => orchestrator.RecoverAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => orchestrator.DisposeAsync().AsTask();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Puts the orchestrator with its feed into the container; the optimizer works on threads of its own.</summary>
public static class LabOperationRegistration
{
    public static IServiceCollection AddLabOperation(this IServiceCollection services) => services
        .AddSingleton<LabFeed>()
        .AddSingleton(provider => new PrescreenedSuggestions(provider.GetRequiredService<ResultTables>().ReadAsync))
        .AddSingleton(provider => new Orchestrator(
            provider.GetRequiredService<ICampaignLog>(),
            provider.GetRequiredService<ILab>(),
            provider.GetRequiredService<LabFeed>(),
            provider.GetRequiredService<TimeProvider>(),
            // On a thread of its own: the pool of a small machine has no more threads than cores, and pages and stations would wait behind a long thought.
            (request, cancellationToken) => Task.Factory.StartNew(() => provider.GetRequiredService<PrescreenedSuggestions>().SuggestAsync(request, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap()))
        .AddHostedService<LabOperation>();
}
