namespace SdlPortal.Web.Live;

/// <summary>
/// Does the work that events bring to a component that is on the screen. What fails there ends the page in view of the person, instead of
/// leaving it stale in silence.
/// </summary>
/// <param name="invoke">The component's InvokeAsync: work runs in its dispatcher.</param>
/// <param name="dispatch">The component's DispatchExceptionAsync.</param>
internal sealed class Guard(Func<Func<Task>, Task> invoke, Func<Exception, Task> dispatch)
{
    private bool failed;

    public Task RunAsync(Func<Task> work) => invoke(async () =>
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
            await dispatch(e);
        }
    });
}
