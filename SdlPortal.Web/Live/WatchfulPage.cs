using Microsoft.AspNetCore.Components;

namespace SdlPortal.Web.Live;

/// <summary>A page that changes by itself while it is open.</summary>
public abstract class WatchfulPage : ComponentBase
{
    private bool failed;

    /// <summary>Works in the page's dispatcher. What fails there ends the page in view of the person, instead of leaving it stale in silence.</summary>
    protected Task Guarded(Func<Task> work) => InvokeAsync(async () =>
    {
        // After the first failure the page is gone from the screen, and there is nobody left to tell of a second one.
        if (failed)
            return;
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (failed)
                return;
            failed = true;
            await DispatchExceptionAsync(e);
        }
    });
}
