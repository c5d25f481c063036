using System.Globalization;
using Microsoft.JSInterop;

namespace SdlPortal.Web.Live;

/// <summary>The viewer's distance from UTC, as the browser has it now, for absolute times on pages. One per circuit; UTC until it was asked for.</summary>
public sealed class ViewerZone(IJSRuntime js)
{
    public TimeSpan Offset { get; private set; }

    public async Task LoadAsync()
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

    public string Exact(DateTimeOffset at) => at.ToOffset(Offset).ToString("d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);
}
