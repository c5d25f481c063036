using System.Globalization;
using Microsoft.JSInterop;

namespace SdlPortal.Web.Live;

/// <summary>The viewer's distance from UTC, as the browser has it now, for absolute times on pages. One per circuit; UTC until it was asked for.</summary>
public sealed class ViewerZone(IJSRuntime js)
{
    private Task? asking;

    public TimeSpan Offset { get; private set; }

    /// <summary>Asks the browser, once for all pages of the circuit.</summary>
    public Task LoadAsync() => asking ??= AskAsync();

    private async Task AskAsync()
    {
        await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./js/viewer-zone.js");
        Offset = TimeSpan.FromMinutes(await module.InvokeAsync<double>("minutesFromUtc"));
    }

    /// <summary>The time of day, with the date where it is another day than now's.</summary>
    public string Clock(DateTimeOffset at, DateTimeOffset now)
    {
        var (local, today) = (at.ToOffset(Offset), now.ToOffset(Offset));
        return local.ToString(local.Date == today.Date ? "HH:mm" : "ddd d MMM HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>Date and time to the second, for narrow columns.</summary>
    public string Stamp(DateTimeOffset at) => at.ToOffset(Offset).ToString("d MMM HH:mm:ss", CultureInfo.InvariantCulture);

    public string Exact(DateTimeOffset at) => at.ToOffset(Offset).ToString("d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Says the distance from UTC too: what one reads on hover.</summary>
    public string Full(DateTimeOffset at) => at.ToOffset(Offset).ToString("ddd d MMM yyyy HH:mm:ss 'UTC'zzz", CultureInfo.InvariantCulture);
}
