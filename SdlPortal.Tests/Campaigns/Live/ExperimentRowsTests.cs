using Microsoft.JSInterop;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns.Live;
using SdlPortal.Web.Live;

namespace SdlPortal.Tests.Campaigns.Live;

public class ExperimentRowsTests
{
    [Fact]
    public void Rows_that_are_kept_show_what_fresh_ones_show_and_only_completed_experiments_are_kept()
    {
        var story = new CampaignStory().Whole(0, 1, 2.5).Whole(60, 2, 1.5, slot: 1).Suggest(500, 3).Begin(500, 3, 0, "dispenser-1");
        var kept = new Dictionary<int, ExperimentRow>();
        Build(story.Campaign, kept);
        Assert.Equal([1, 2], kept.Keys.Order());
        story.End(560, 3, 0).Begin(560, 3, 1, "robot-1").Fail(570, 3, 1, "dropped", retry: false).Tell(570, new ExperimentFailed(3, "dropped"));

        var rows = Build(story.Campaign, kept);

        Assert.Equal(Texts(Build(story.Campaign, null)), Texts(rows));
        Assert.Contains(rows, r => r.Number == 3 && r.Cells[^1].Text == "dropped");
    }

    private static List<ExperimentRow> Build(Campaign campaign, Dictionary<int, ExperimentRow>? kept) =>
        ExperimentRows.Build(campaign, Scheduler.Assign(campaign, CampaignStory.Stations, CampaignStory.At(0)), new ViewerZone(new NoScript()), null, "", "number", descending: true, kept);

    private static IEnumerable<string> Texts(IEnumerable<ExperimentRow> rows) => rows.Select(r => string.Join('|', r.Cells.Select(c => c.Text)));

    private sealed class NoScript : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => throw new NotSupportedException();

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => throw new NotSupportedException();
    }
}
