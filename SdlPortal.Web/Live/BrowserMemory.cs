using Microsoft.JSInterop;

namespace SdlPortal.Web.Live;

/// <summary>
/// What this browser keeps: drafts until the tab is closed (they survive a reload and a lost connection), and small
/// choices of the person for good. One per circuit.
/// </summary>
public sealed class BrowserMemory(IJSRuntime js)
{
    private const string ModulePath = "./js/memory.js";
    private Task<IJSObjectReference>? module;

    public Task SaveDraftAsync(string key, string value) => InvokeAsync("saveDraft", key, value);

    /// <returns>Null when nothing is kept under the key.</returns>
    public async Task<string?> LoadDraftAsync(string key) => await (await Module()).InvokeAsync<string?>("loadDraft", key);

    public Task RemoveDraftAsync(string key) => InvokeAsync("removeDraft", key);

    public Task RememberAsync(string key, string value) => InvokeAsync("remember", key, value);

    /// <returns>Null when nothing is remembered under the key.</returns>
    public async Task<string?> RecallAsync(string key) => await (await Module()).InvokeAsync<string?>("recall", key);

    private async Task InvokeAsync(string function, params object?[] arguments) => await (await Module()).InvokeVoidAsync(function, arguments);

    private Task<IJSObjectReference> Module() => module ??= js.InvokeAsync<IJSObjectReference>("import", ModulePath).AsTask();
}
