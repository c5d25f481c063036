using Microsoft.AspNetCore.Components;

namespace SdlPortal.Web.Live;

/// <summary>A page that changes by itself while it is open.</summary>
public abstract class WatchfulPage : ComponentBase
{
    /// <summary>Works in the page's dispatcher. What fails there ends the page in view of the person, instead of leaving it stale in silence.</summary>
    protected Task Guarded(Func<Task> work) => InvokeAsync(async () =>
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await DispatchExceptionAsync(e);
        }
    });
}
