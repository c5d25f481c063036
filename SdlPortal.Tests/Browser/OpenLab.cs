using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using SdlPortal.Domain.People;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Studies;
using SdlPortal.Web.Studies.Jobs;

namespace SdlPortal.Tests.Browser;

/// <summary>One server with a long campaign at work, a finished study and one browser, for all tests of a class.</summary>
public sealed class OpenLab : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private PortalProcess? portal;
    private Visitors? visitors;

    public Guid Campaign { get; private set; }

    public Guid Study { get; private set; }

    /// <summary>In review, with two versions.</summary>
    public Guid Recommendation { get; private set; }

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        Campaign = await StoredCampaign.StartedAsync(folder.Path, Drafts.Coating(2000, inFlight: 4), 60);
        Study = await StudiedAsync();
        Recommendation = (await ReviewedPortal.FilledAsync(folder.Path))["review"].Id;
        portal = new PortalProcess(folder.Path, DemoLineSettings.With("sprayer", "Fails=0.05", speed: 60));
        await portal.StartAndWaitAsync();
        visitors = await Visitors.ArriveAsync();
    }

    /// <param name="path">With "{campaign}", "{study}" and "{recommendation}" where their ids belong.</param>
    public Task<IPage> OpenAsync(string path, Actor? who = null) =>
        visitors!.OpenAsync(portal!.Address + path.Replace("{campaign}", $"{Campaign}", StringComparison.Ordinal).Replace("{study}", $"{Study}", StringComparison.Ordinal).Replace("{recommendation}", $"{Recommendation}", StringComparison.Ordinal), who: who);

    /// <summary>For somebody who is not signed in.</summary>
    public Task<IPage> OpenUnknownAsync(string path) => visitors!.OpenUnknownAsync(portal!.Address + path);

    private async Task<Guid> StudiedAsync()
    {
        await using var jobs = new StudyJobs(Path.Combine(folder.Path, StudyRegistration.FolderName), new StudyFeed(), TimeProvider.System, NullLogger<StudyJobs>.Instance);
        var id = jobs.Start("Random against Sobol", StudyPresets.Taste with { Strategies = ["random", "sobol"], Repetitions = 8 }, People.Ada);
        while (jobs.Find(id)!.Condition != StudyCondition.Finished)
            await Task.Delay(20);
        return id;
    }

    public async Task DisposeAsync()
    {
        if (visitors is not null)
            await visitors.DisposeAsync();
        if (portal is not null)
            await portal.DisposeAsync();
        folder.Dispose();
    }
}
