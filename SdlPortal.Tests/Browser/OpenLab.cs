using Microsoft.Playwright;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;

namespace SdlPortal.Tests.Browser;

/// <summary>One server with a long campaign at work and one browser, for all tests of a class.</summary>
public sealed class OpenLab : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private PortalProcess? portal;
    private Visitors? visitors;

    public Guid Campaign { get; private set; }

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        Campaign = await StoredCampaign.StartedAsync(folder.Path, Drafts.Coating(2000, inFlight: 4), 60);
        portal = new PortalProcess(folder.Path, DemoLineSettings.With("sprayer", "Fails=0.05", speed: 60));
        await portal.StartAndWaitAsync();
        visitors = await Visitors.ArriveAsync();
    }

    /// <param name="path">With "{campaign}" where the campaign's id belongs.</param>
    public Task<IPage> OpenAsync(string path) => visitors!.OpenAsync(portal!.Address + path.Replace("{campaign}", $"{Campaign}", StringComparison.Ordinal));

    public async Task DisposeAsync()
    {
        if (visitors is not null)
            await visitors.DisposeAsync();
        if (portal is not null)
            await portal.DisposeAsync();
        folder.Dispose();
    }
}
