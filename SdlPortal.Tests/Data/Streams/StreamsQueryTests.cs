using SdlPortal.Domain.Analytics.Series;
using SdlPortal.Web.Data.Streams;

namespace SdlPortal.Tests.Data.Streams;

public sealed class StreamsQueryTests
{
    [Fact]
    public void An_address_says_what_is_shown_and_is_read_back()
    {
        var query = new StreamsQuery(["a|b & c", "d"], "at", 60, GridValue.Last, 90.5, SmoothingMethod.SavitzkyGolay, 21, 3, 4.5, 11, 300, 0.05);

        Assert.Equal(query, Read(query.Address("t1")), (a, b) => a with { Columns = [] } == b with { Columns = [] } && a.Columns.SequenceEqual(b.Columns, StringComparer.Ordinal));
        Assert.Equal("/data/t1/streams", new StreamsQuery([]).Address("t1"));
    }

    [Fact]
    public void What_an_address_cannot_mean_is_left_to_the_table()
    {
        var query = Read("/data/t1/streams?step=-3&value=7&smooth=magic&window=x&degree=99&threshold=0&from=0&count=-1&allow=5&column=");

        Assert.Equal(new StreamsQuery([]) with { Columns = query.Columns }, query);
        Assert.Empty(query.Columns);
    }

    [Fact]
    public void The_table_suggests_its_first_numbers_in_the_order_of_its_first_times()
    {
        var settings = new StreamsQuery([]).Settings(SmallTable.Table);

        Assert.Equal(["temperature"], settings.Series.Columns);
        Assert.Equal(new SeriesOrder("at"), settings.Series.Order);
        Assert.Equal((0, 30), (settings.Drift!.From, settings.Drift.Count));
        Assert.Null(new StreamsQuery([], StreamsQuery.ByRow, Step: 5).Settings(SmallTable.Table).Series.Order.Grid);
        Assert.Equal(new Resampling(5, GridValue.Mean, 15), new StreamsQuery([], Step: 5).Settings(SmallTable.Table).Series.Order.Grid);
    }

    private static StreamsQuery Read(string address)
    {
        var parts = new Uri("http://portal" + address).Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).Select(p => (Name: p[0], Value: Uri.UnescapeDataString(p[1]))).ToLookup(p => p.Name, p => p.Value, StringComparer.Ordinal);
        return StreamsQuery.Of(name => parts[name].FirstOrDefault(), [.. parts["column"]]);
    }
}
