using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.People;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Persistence;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Live;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Reviews;

namespace SdlPortal.Tests.Reviews;

/// <summary>Pages of reviews over a real desk and a real log in a database of their own.</summary>
public abstract class ReviewBench : BunitContext, IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private TemporaryPortal stored = null!;

    private protected ReviewedPortal Portal { get; private set; } = null!;

    private protected ReviewDesk Desk => Portal.Desk;

    private protected SignedIn SignedIn { get; private set; } = null!;

    protected BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    public async Task InitializeAsync()
    {
        stored = await TemporaryPortal.CreateAsync();
        Portal = new ReviewedPortal(stored.Services.GetRequiredService<RecommendationLog>(), stored.Log, TimeProvider.System.GetUtcNow());
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/memory.js").Mode = JSRuntimeMode.Loose;
        this.AddViewerInUtc();
        SignedIn = this.AddSignedIn();
        Services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<ICampaignLog>(stored.Log).AddSingleton<LabFeed>().AddSingleton(Portal.Feed).AddSingleton(Portal.Desk).AddScoped<BrowserMemory>().AddScoped<Inbox>();
    }

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await stored.DisposeAsync();
    }

    private protected IRenderedComponent<RecommendationPage> Open(Recommendation recommendation, string? act = null, Actor? actor = null)
    {
        if (actor is not null)
            SignedIn.Become(actor);
        Navigation.NavigateTo(RecommendationLook.Address(recommendation.Id) + (act is null ? "" : $"?act={act}"));
        var page = Render<RecommendationPage>(p => p.Add(x => x.Id, recommendation.Id));
        page.WaitForElement(".decision-bar", Patience);
        return page;
    }

    protected static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string verb) where T : IComponent =>
        page.FindAll("button").First(b => b.TextContent.Trim() == verb);

    protected static string? WhyNot(AngleSharp.Dom.IElement button) => button.GetAttribute("aria-disabled") == "true" ? button.GetAttribute("title") : null;
}
