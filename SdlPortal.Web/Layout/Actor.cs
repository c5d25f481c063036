using SdlPortal.Web.Live;

namespace SdlPortal.Web.Layout;

/// <summary>Who acts in this browser: the name that commands are recorded under. Remembered by the browser; one per circuit.</summary>
public sealed class Actor(BrowserMemory memory)
{
    public const string Default = "operator";
    private const string Key = "actor";

    public string Name { get; private set; } = Default;

    public async Task RecallAsync() => Name = Clean(await memory.RecallAsync(Key));

    /// <summary>An empty name stands for the default.</summary>
    public async Task RenameAsync(string? name)
    {
        Name = Clean(name);
        await memory.RememberAsync(Key, Name);
    }

    private static string Clean(string? name) => string.IsNullOrWhiteSpace(name) ? Default : name.Trim();
}
