namespace SdlPortal.Web.Reviews;

/// <summary>Something hosted that looks when others have changed something, one look at a time; a look that is asked for waits for the one at work.</summary>
public abstract partial class Watch(ILogger logger) : BackgroundService
{
    /// <summary>How soon a change shows, and how often at most anything is looked at.</summary>
    protected static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>What it looks at, for the log: "The evidence of recommendations".</summary>
    protected abstract string Looks { get; }

    /// <summary>Looks at every change until the program stops.</summary>
    protected abstract Task FollowAsync(CancellationToken stoppingToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await FollowAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    protected async Task InTurnAsync(Func<Task> look, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await look();
        }
        finally
        {
            turn.Release();
        }
    }

    protected async Task GuardedAsync(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A fault here must not end the program and the lab with it; what failed is tried again at the next look.
            LogFailed(logger, e, Looks);
        }
    }

    public override void Dispose()
    {
        turn.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Looks} could not be looked at and are tried again.")]
    private static partial void LogFailed(ILogger logger, Exception why, string looks);
}
