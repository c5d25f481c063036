using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Tests.Analytics.Pictures;
using SdlPortal.Web.Data.Explore;

namespace SdlPortal.Tests.Data.Explore;

public class ExploreQueryTests
{
    [Fact]
    public void An_address_says_what_is_drawn_and_is_read_back()
    {
        var query = new ExploreQuery(Picture.Clusters, ["a, b", "c&d"], "site", ["k"], "x", "y", 4, CorrelationKind.Pearson, Linkage.Single);
        var address = query.Address("t 1");

        Assert.Equal("/data/t%201/explore?plot=clusters&column=a%2C%20b&column=c%26d&x=x&y=y&by=site&log=k&clusters=4&kind=pearson&linkage=single", address);
        var read = ExploreQuery.From("clusters", ["a, b", "c&d"], "site", ["k"], "x", "y", "4", "pearson", "single", null, null, null);
        Assert.Equal(address, read.Address("t 1"));
    }

    [Fact]
    public void Words_that_an_address_cannot_mean_are_ignored()
    {
        var query = ExploreQuery.From("pie", null, "", null, null, null, "9999", "kendall", "7", "none", "?", "yes");

        Assert.Equal("/data/t/explore?plot=histogram", query.Address("t"));
    }

    [Fact]
    public void Without_columns_the_first_two_numbers_are_set_against_each_other()
    {
        var settings = new ExploreQuery(Picture.Scatter, [], Y: "at", Logs: ["x"]).Scatter(PictureTables.Small)!;

        Assert.Equal(("x", "at", true, false), (settings.X, settings.Y, settings.LogX, settings.LogY));
        Assert.Equal("y", new ExploreQuery(Picture.Scatter, []).Scatter(PictureTables.Small)!.Y);
    }
}
