using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Quality;

public sealed class RowSetTests
{
    [Fact]
    public void Rows_read_as_ranges()
    {
        var rows = RowSet.Of([7, 1, 2, 3, 9, 0, 3]);

        Assert.Equal("0-3,7,9", rows.Text());
        Assert.Equal("0-3,…", rows.Text(1));
        Assert.Equal(6, rows.Count);
        Assert.True(rows.Contains(7) && !rows.Contains(8));
        Assert.Equal(rows, RowSet.Parse("0-3,7,9"));
        Assert.Equal(RowSet.None, RowSet.Parse(""));
        Assert.Throws<FormatException>(() => RowSet.Parse("3-1"));
        Assert.Throws<FormatException>(() => RowSet.Parse("a"));
    }

    [Fact]
    public void Any_rows_survive_being_written_and_read() => Prop.ForAll<int[]>(numbers =>
    {
        int[] rows = [.. numbers.Select(n => Math.Abs(n % 40)).Distinct().Order()];
        var marked = new bool[41];
        foreach (var row in rows)
            marked[row] = true;
        var set = RowSet.Of(rows.Reverse());
        return set.All().SequenceEqual(rows) && RowSet.Parse(set.Text()).Equals(set) && RowSet.Of(marked).Equals(set) && set.Count == rows.Length && set.First(2).SequenceEqual(rows.Take(2));
    }).Check(Cases.Drawn(100));
}
