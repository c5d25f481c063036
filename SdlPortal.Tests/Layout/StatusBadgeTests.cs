using Bunit;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Stations;
using SdlPortal.Web.Layout;

namespace SdlPortal.Tests.Layout;

public class StatusBadgeTests : BunitContext
{
    public static TheoryData<StatusTone> Every => new([
        .. Enum.GetValues<CampaignStatus>().Select(StatusTone.Of),
        .. Enum.GetValues<ExperimentStatus>().Select(StatusTone.Of),
        .. Enum.GetValues<StageRunStatus>().Select(StatusTone.Of),
        .. Enum.GetValues<StationCondition>().Select(s => StatusTone.Of(s)),
    ]);

    [Theory]
    [MemberData(nameof(Every))]
    public void Every_status_has_a_color_an_icon_and_a_word(StatusTone tone)
    {
        var badge = Render<StatusBadge>(p => p.Add(b => b.Tone, tone));
        Assert.Contains(tone.Tone, badge.Find(".badge").ClassList);
        Assert.NotEmpty(badge.Find("svg path").GetAttribute("d")!);
        Assert.Equal(tone.Word, badge.Find(".badge").TextContent);
    }

    [Fact]
    public void Failed_looks_different_from_abandoned() =>
        Assert.NotEqual(StatusTone.Of(ExperimentStatus.Failed).Tone, StatusTone.Of(ExperimentStatus.Abandoned).Tone);

    [Fact]
    public void A_ready_station_with_work_is_working() => Assert.Equal("working", StatusTone.Of(StationCondition.Ready, 1).Word);

    [Theory]
    [InlineData(-3, "now")]
    [InlineData(-45, "40 s ago")]
    [InlineData(-3599, "59 min ago")]
    [InlineData(7200, "in 2 h")]
    [InlineData(-180000, "2 d ago")]
    public void Times_are_said_relative_to_now(int seconds, string words) =>
        Assert.Equal(words, RelativeTime.Words(DateTimeOffset.UnixEpoch.AddSeconds(seconds), DateTimeOffset.UnixEpoch));

    [Fact]
    public void A_demo_lab_says_so_with_its_speed()
    {
        var simulated = new StationDescription("a", "oven", "Oven", 1, 60, true);
        Assert.Equal("Demo lab: simulated instruments, 60 times real speed", DemoBanner.Sentence([simulated]));
        Assert.Null(DemoBanner.Sentence([simulated with { Simulated = false }]));
        Assert.StartsWith("1 of 2 stations are simulated", DemoBanner.Sentence([simulated, simulated with { Simulated = false, TimeScale = 1 }]));
    }
}
