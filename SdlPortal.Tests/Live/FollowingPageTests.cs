using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Live;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;

namespace SdlPortal.Tests.Live;

public class FollowingPageTests : BunitContext
{
    private readonly VirtualPortal portal = new();

    public FollowingPageTests()
    {
        Services.AddSingleton(portal.Orchestrator).AddSingleton(portal.Feed).AddSingleton<ICampaignLog>(portal.Log).AddSingleton<TimeProvider>(portal.Time)
            .AddScoped<BrowserMemory>();
        this.AddViewerInUtc();
        this.AddSignedIn();
    }

    [Fact]
    public async Task A_page_that_fails_on_an_event_says_so_instead_of_growing_stale()
    {
        var id = await portal.Orchestrator.CreateAsync(CampaignDefinition.From(Drafts.Small()), People.Ada);
        var page = Render<ErrorBoundary>(p => p
            .Add(b => b.ChildContent, b => Page(b, id))
            .Add(b => b.ErrorContent, failure => b => b.AddContent(0, $"The page failed: {failure.Message}")));
        page.WaitForAssertion(() => Assert.Contains("sequence 1", page.Markup, StringComparison.Ordinal));

        await portal.Orchestrator.ChangeAsync(id, CampaignDefinition.From(Drafts.Small(7)), People.Ada);

        page.WaitForAssertion(() => Assert.Contains("The page failed: nobody expected event 2", page.Markup, StringComparison.Ordinal));
    }

    private static void Page(RenderTreeBuilder builder, Guid id)
    {
        builder.OpenComponent<PageThatFailsOnTheSecondEvent>(0);
        builder.AddAttribute(1, nameof(FollowingPage.Id), id);
        builder.CloseComponent();
    }

    private sealed class PageThatFailsOnTheSecondEvent : FollowingPage
    {
        protected override bool MovesWithTheClock => false;

        protected override void Derive()
        {
            if (Campaign!.Sequence > 1)
                throw new InvalidOperationException($"nobody expected event {Campaign.Sequence}");
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, $"sequence {Campaign?.Sequence}");
    }
}
