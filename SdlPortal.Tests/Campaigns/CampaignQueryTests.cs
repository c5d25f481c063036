using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Campaigns;

namespace SdlPortal.Tests.Campaigns;

public class CampaignQueryTests
{
    private readonly Web.Persistence.CampaignSummary coatings = Summaries.Running();
    private readonly Web.Persistence.CampaignSummary films = Summaries.Running("Films") with { Strategy = StrategyNames.Sobol, Completed = 80, StartedAt = Summaries.Day };
    private readonly Web.Persistence.CampaignSummary draft = Summaries.NotStarted("alloys") with { CreatedAt = Summaries.Day.AddDays(1) };

    [Fact]
    public void Without_an_order_the_latest_start_comes_first() => Assert.Equal(["alloys", "Coatings", "Films"], Names(new CampaignQuery()));

    [Fact]
    public void Names_are_sorted_without_regard_to_capitals() => Assert.Equal(["alloys", "Coatings", "Films"], Names(CampaignQuery.From(null, null, "Name")));

    [Fact]
    public void Progress_begins_with_the_most() => Assert.Equal(["Films", "Coatings", "alloys"], Names(new CampaignQuery().SortedBy(CampaignOrder.Progress)));

    [Fact]
    public void The_same_column_again_turns_the_order_around() =>
        Assert.Equal(["alloys", "Coatings", "Films"], Names(new CampaignQuery().SortedBy(CampaignOrder.Progress).SortedBy(CampaignOrder.Progress)));

    [Fact]
    public void Every_word_of_the_filter_must_occur_somewhere()
    {
        Assert.Equal(["Films"], Names(new CampaignQuery("sobol CONDUCT")));
        Assert.Empty(Names(new CampaignQuery("sobol expected")));
    }

    [Fact]
    public void A_status_leaves_the_others_out() => Assert.Equal(["alloys"], Names(new CampaignQuery(Status: CampaignStatus.NotStarted)));

    [Theory]
    [InlineData("", null, CampaignOrder.Started, true, "/campaigns")]
    [InlineData("a & b", CampaignStatus.Paused, CampaignOrder.Name, false, "/campaigns?q=a%20%26%20b&status=Paused&sort=Name")]
    [InlineData("", null, CampaignOrder.Progress, true, "/campaigns?sort=-Progress")]
    public void The_address_holds_what_differs_from_the_default(string text, CampaignStatus? status, CampaignOrder order, bool descending, string address)
    {
        var query = new CampaignQuery(text, status, order, descending);
        Assert.Equal(address, query.Address());
        var fields = System.Web.HttpUtility.ParseQueryString(new Uri("http://lab" + address).Query);
        Assert.Equal(query, CampaignQuery.From(fields["q"], fields["status"], fields["sort"]));
    }

    [Fact]
    public void Unknown_words_in_an_address_are_ignored() => Assert.Equal(new CampaignQuery(), CampaignQuery.From(null, "Melted", "-Weight"));

    private string[] Names(CampaignQuery query) => [.. query.Apply([coatings, films, draft]).Select(c => c.Name)];
}
