using Microsoft.AspNetCore.Components;

namespace SdlPortal.Web.Live;

/// <summary>A page that changes by itself while it is open.</summary>
public abstract class WatchfulPage : ComponentBase
{
    private readonly Guard guard;

    protected WatchfulPage() => guard = new Guard(InvokeAsync, DispatchExceptionAsync);

    /// <inheritdoc cref="Guard" />
    protected Task Guarded(Func<Task> work) => guard.RunAsync(work);
}
