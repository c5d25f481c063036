using Microsoft.JSInterop;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>The designer's few calls into the browser. One per page; dispose with it.</summary>
public sealed class DesignerBrowser(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? module;

    /// <summary>Unfolds, scrolls to and focuses an element; false when it is not there.</summary>
    public async Task<bool> FocusAsync(string id) => await (await Module()).InvokeAsync<bool>("focusField", id);

    public async Task DownloadAsync(string name, string text, string type) => await (await Module()).InvokeVoidAsync("download", name, text, type);

    public async Task WatchPasteAsync(string id, DotNetObjectReference<DesignerPage> page) => await (await Module()).InvokeVoidAsync("watchPaste", id, page);

    private Task<IJSObjectReference> Module() => module ??= js.InvokeAsync<IJSObjectReference>("import", "./js/designer.js").AsTask();

    public async ValueTask DisposeAsync()
    {
        if (module is null)
            return;
        try
        {
            await (await module).DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the module with it.
        }
    }
}
