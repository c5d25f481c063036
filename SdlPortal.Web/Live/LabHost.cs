using SdlPortal.Domain.Orchestration;

namespace SdlPortal.Web.Live;

/// <summary>
/// Ties the orchestrator to the program: takes up unfinished campaigns once the server listens (a second portal that finds the port taken
/// must not touch a station), and lets go of them before the program ends.
/// </summary>
internal sealed class LabHost(Orchestrator orchestrator) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken) => orchestrator.RecoverAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => orchestrator.DisposeAsync().AsTask();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
