using System.Text;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Web.Data.Files;

namespace SdlPortal.Tests.Data.Files;

public sealed class TableCsvTests
{
    [Fact]
    public async Task The_rows_that_count_are_written_in_full_with_units_and_without_what_is_missing()
    {
        var stream = new MemoryStream();
        await TableCsv.WriteAsync(TablePart.Without(SmallTable.Table, RowSet.Of([0, 4])), stream, CancellationToken.None);

        Assert.Equal(
            "temperature (°C),a|b\\c,at,nothing\r\n" +
            "250.123456,Acetone,2026-03-15T00:00:00Z,\r\n" +
            ",\"DMF, dry\",2026-03-16T00:00:00Z,\r\n" +
            "250.123456,,2026-03-17T00:00:00Z,\r\n" +
            "-1E-07,water,2026-03-14T12:00:00Z,\r\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public async Task Blocks_follow_each_other_without_a_seam()
    {
        const int n = 10_000;
        var table = new MemoryTable("long", [new TableColumn { Name = "i", Kind = ColumnKind.Number }], [[.. Enumerable.Range(0, n).Select(i => (double)i)]]);
        var stream = new MemoryStream();
        await TableCsv.WriteAsync(table, stream, CancellationToken.None);

        Assert.Equal(["i", .. Enumerable.Range(0, n).Select(i => $"{i}"), ""], Encoding.UTF8.GetString(stream.ToArray()).Split("\r\n"));
    }
}
