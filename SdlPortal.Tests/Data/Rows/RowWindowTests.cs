using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Web.Data.Rows;

namespace SdlPortal.Tests.Data.Rows;

public sealed class RowWindowTests
{
    [Fact]
    public void Cells_have_four_digits_and_all_of_them_on_hover_and_a_missing_one_has_neither()
    {
        var rows = RowWindow.Read(SmallTable.Table, .., [5, 2, 1], 0, 3, CancellationToken.None);

        Assert.Equal([5, 2, 1], rows.Select(r => r.Row));
        Assert.Equal(new RowCell("−1×10⁻⁷", "-1E-07 °C"), rows[0].Cells[0]);
        Assert.Equal(default, rows[1].Cells[0]);
        Assert.Equal(new RowCell("250.1", "250.123456 °C"), rows[2].Cells[0]);
        Assert.Equal("DMF, dry", rows[1].Cells[1].Text);
        Assert.Equal(new RowCell("2026-03-14 12:00:00", "2026-03-14 12:00:00 UTC"), rows[0].Cells[2]);
        Assert.Equal("2026-03-16", rows[1].Cells[2].Text);
        Assert.Null(rows[0].Cells[3].Text);
    }

    [Fact]
    public void Whole_numbers_are_read_digit_by_digit_and_huge_ones_by_powers_of_ten()
    {
        var column = new TableColumn { Name = "n", Kind = ColumnKind.Number };

        Assert.Equal(["973762", "−40", "0", "2.5×10⁷", "9.738×10⁵"], new[] { 973_762, -40, -0.0, 2.5e7, 973_761.5 }.Select(v => RowWindow.Cell(column, v).Text));
    }

    [Fact]
    public void A_window_beyond_the_end_is_cut_off()
    {
        Assert.Equal([4], RowWindow.Read(SmallTable.Table, 1..2, [0, 1, 2, 3, 4], 4, 50, CancellationToken.None).Select(r => r.Place));
        Assert.Empty(RowWindow.Read(SmallTable.Table, .., [0], 7, 50, CancellationToken.None));
    }

    [Fact]
    public void A_window_of_a_part_holds_the_parts_own_rows()
    {
        var part = TablePart.Without(SmallTable.Table, RowSet.Of([0, 2]));

        Assert.Equal(part.Values(0)[1..3], part.ValuesAt(0, [1, 2]));
        Assert.Equal([3, 1], new[] { part.SourceRow(1), part.SourceRow(0) });
    }

    [Theory]
    [InlineData(new[] { 0 }, "Row 1.")]
    [InlineData(new[] { 2, 3, 4, 9 }, "Rows 3 to 5, 10.")]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 0, 2, 4, 6, 8, 10, 12 }, "Rows 1, 3, 5, 7, 9, 11, …")]
    public void Rows_are_named_as_people_count_them(int[] rows, string words) => Assert.Equal(words, RowWords.Of(RowSet.Of(rows)));
}
