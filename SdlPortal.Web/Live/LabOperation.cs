using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Web.Live;

/// <summary>Takes up the unfinished campaigns when the portal has started, and lets go of them in order when it stops.</summary>
internal sealed class LabOperation(Orchestrator orchestrator, ILogger<LabOperation> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await orchestrator.RecoverAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogInformation("The portal stops before all campaigns were taken up; the next start goes on.");
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await orchestrator.DisposeAsync();
    }
}

/// <summary>Puts the orchestrator with its feed into the container; the optimizer works on the thread pool.</summary>
public static class LabOperationRegistration
{
    public static IServiceCollection AddLabOperation(this IServiceCollection services) => services
        .AddSingleton<LabFeed>()
        .AddSingleton(provider => new Orchestrator(
            provider.GetRequiredService<ICampaignLog>(),
            provider.GetRequiredService<ILab>(),
            provider.GetRequiredService<LabFeed>(),
            provider.GetRequiredService<TimeProvider>(),
            (request, cancellationToken) => Task.Run(() => Strategies.Suggest(request, cancellationToken), cancellationToken)))
        .AddHostedService<LabOperation>();
}
