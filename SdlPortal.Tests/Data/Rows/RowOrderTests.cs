using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Web.Data.Rows;

namespace SdlPortal.Tests.Data.Rows;

public sealed class RowOrderTests
{
    [Fact]
    public void Equal_rows_stay_in_the_files_order_and_missing_ones_stand_last_either_way()
    {
        Assert.Equal([5, 1, 3, 0, 4, 2], Of(new RowsQuery("temperature")));
        Assert.Equal([4, 0, 1, 3, 5, 2], Of(new RowsQuery("temperature", true)));
    }

    [Fact]
    public void Texts_are_ordered_by_the_alphabet_and_not_by_their_first_appearance() =>
        Assert.Equal([1, 4, 2, 0, 5, 3], Of(new RowsQuery("a|b\\c")));

    [Fact]
    public void Times_are_ordered_and_compared_as_times()
    {
        Assert.Equal([0, 5, 1, 2, 3, 4], Of(new RowsQuery("at")));
        Assert.Equal([1, 2, 3], Of(Where("at", RowTest.Above, "2026-03-14 18:00")));
        Assert.Equal([0], Of(Where("at", RowTest.Is, "2026-03-14")));
    }

    [Theory]
    [InlineData("temperature", RowTest.Is, "250.123456", new[] { 1, 3 })]
    [InlineData("temperature", RowTest.IsNot, "250.123456", new[] { 0, 4, 5 })]
    [InlineData("temperature", RowTest.AtMost, "300", new[] { 0, 1, 3, 5 })]
    [InlineData("temperature", RowTest.Below, "−1e-8", new[] { 5 })]
    [InlineData("temperature", RowTest.Missing, "", new[] { 2 })]
    [InlineData("a|b\\c", RowTest.Is, "WATER", new[] { 0, 5 })]
    [InlineData("a|b\\c", RowTest.IsNot, "water", new[] { 1, 2, 4 })]
    [InlineData("a|b\\c", RowTest.Contains, "m", new[] { 2 })]
    [InlineData("nothing", RowTest.Present, "", new int[0])]
    [InlineData("nothing", RowTest.Missing, "", new[] { 0, 1, 2, 3, 4, 5 })]
    public void A_filter_keeps_the_rows_that_pass_and_a_missing_cell_passes_no_comparison(string column, RowTest test, string value, int[] rows) =>
        Assert.Equal(rows, Of(Where(column, test, value)));

    [Fact]
    public void Rows_that_are_left_out_are_shown_only_on_demand_and_come_back_when_that_is_undone()
    {
        var view = SmallTable.View(SmallTable.Without(1, 0, 4), SmallTable.Without(2, 1) with { UndoneBy = "Ben" });

        Assert.Equal([1, 2, 3, 5], RowOrder.Of(view, new RowsQuery(), CancellationToken.None));
        Assert.Equal([0, 4], RowOrder.Of(view, new RowsQuery(Shown: RowsShown.Excluded), CancellationToken.None));
        Assert.Equal([4, 0, 1, 3, 5, 2], RowOrder.Of(view, new RowsQuery("temperature", true, Shown: RowsShown.All), CancellationToken.None));
        Assert.Equal([true, false, false, false, true, false], RowOrder.Excluded(view));
    }

    [Fact]
    public void A_query_of_columns_that_are_gone_shows_the_rows_as_they_are_and_says_so()
    {
        var query = new RowsQuery("speed", Filters: [new("mass", RowTest.Above, "3"), new("temperature", RowTest.Above, "warm")]);

        Assert.Equal([0, 1, 2, 3, 4, 5], Of(query));
        Assert.Equal(3, query.Problems(SmallTable.Table).Count());
    }

    [Fact]
    public void A_million_rows_are_ordered_like_a_few()
    {
        const int n = 1_000_000;
        var values = new double[n];
        for (var i = 0; i < n; i++)
            values[i] = i % 10 == 0 ? double.NaN : i * 7919L % 1000;
        var table = new MemoryTable("long", [new TableColumn { Name = "v", Kind = ColumnKind.Number }], [values]);

        var rows = RowOrder.Of(SmallTable.View() with { Whole = table, Kept = table }, new RowsQuery("v", true), CancellationToken.None);

        Assert.Equal(n, rows.Distinct().Count());
        for (var i = 1; i < n; i++)
        {
            var (before, after) = (values[rows[i - 1]], values[rows[i]]);
            Assert.True(double.IsNaN(after) ? !double.IsNaN(before) || rows[i - 1] < rows[i] : before > after || (before == after && rows[i - 1] < rows[i]));
        }
    }

    private static int[] Of(RowsQuery query) => RowOrder.Of(SmallTable.View(), query, CancellationToken.None);

    private static RowsQuery Where(string column, RowTest test, string value) => new(Filters: [new(column, test, value)]);
}
