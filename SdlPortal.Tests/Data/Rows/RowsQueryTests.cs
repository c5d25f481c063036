using SdlPortal.Web.Data.Rows;

namespace SdlPortal.Tests.Data.Rows;

public sealed class RowsQueryTests
{
    [Fact]
    public void An_address_brings_the_same_rows_whatever_stands_in_the_names_and_the_values()
    {
        var query = new RowsQuery("a|b\\c", true, [new("a|b\\c", RowTest.Contains, "x|y & z=1\\"), new("temperature", RowTest.AtLeast, "1e-3"), new("at", RowTest.Missing)], RowsShown.All, 3, 2);
        var address = new Uri("http://localhost" + query.Address("t 1"));
        var parts = System.Web.HttpUtility.ParseQueryString(address.Query);

        var read = RowsQuery.From(parts["sort"], parts["order"], parts.GetValues("where"), parts["shown"], parts["page"], parts["columns"]);

        Assert.Equal("/data/t%201/rows", address.AbsolutePath);
        Assert.True(read.IsSameOrder(query));
        Assert.Equal((3, 2), (read.Page, read.Columns));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("gt|temperature")]
    [InlineData("above|temperature|3")]
    [InlineData("")]
    public void What_is_no_filter_in_an_address_is_ignored(string where) =>
        Assert.Empty(RowsQuery.From(null, "down", [where], "nobody", "-4", "zero").Tests);

    [Fact]
    public void A_heading_orders_up_then_down_then_not_at_all()
    {
        var up = new RowsQuery(Page: 4).SortedBy("temperature");
        var down = up.SortedBy("temperature");

        Assert.Equal(("temperature", false, 1), (up.Sort, up.Descending, up.Page));
        Assert.Equal(("temperature", true), (down.Sort, down.Descending));
        Assert.Null(down.SortedBy("temperature").Sort);
        Assert.Equal(("at", false), (down.SortedBy("at").Sort, down.SortedBy("at").Descending));
    }

    [Theory]
    [InlineData("temperature", RowTest.Above, "warm", "no number")]
    [InlineData("temperature", RowTest.Contains, "3", "numbers")]
    [InlineData("at", RowTest.Below, "yesterday", "no point in time")]
    [InlineData("a|b\\c", RowTest.AtMost, "water", "texts")]
    [InlineData("nothing", RowTest.Is, "0", "nothing")]
    [InlineData("speed", RowTest.Missing, "", "no column speed")]
    public void A_filter_that_cannot_be_asked_says_why(string column, RowTest test, string value, string why) =>
        Assert.Contains(why, new RowFilter(column, test, value).WhyNot(SmallTable.Table), StringComparison.Ordinal);
}
