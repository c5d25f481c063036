using System.Text;
using SdlPortal.Domain.Campaigns.PriorResults;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Campaigns.PriorResults;

public sealed class PriorReadingTests
{
    private static readonly SearchSpace Space = new(
    [
        new ContinuousParameter("dmso", 0, 0.3, Unit: "v/v"),
        new IntegerParameter("passes", 1, 10),
        new DiscreteParameter("temperature", [220, 240, 260], Unit: "°C"),
        new CategoricalParameter("solvent", ["water", "ethanol"]),
    ], []);

    private static readonly Objective[] Objectives = [new("conductivity", Goal.Maximize, "S/m")];

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void Columns_are_found_by_name_whatever_separates_them(char separator)
    {
        var text = """
            temperature [°C],extra,DMSO (v/v),Passes,solvent,conductivity (S/m)
            240,x,0.1,3,Water,1e6
            260,y,0.3,10,ethanol,-2.5
            """.Replace(',', separator);

        var reading = Read(text);

        Assert.Empty(reading.ColumnProblems);
        Assert.Empty(reading.RowProblems);
        Assert.Equal(2, reading.Results.Count);
        Assert.Equal("dmso 0.1, passes 3, temperature 240, solvent water", reading.Results[0].Configuration.ToString());
        Assert.Equal([-2.5], reading.Results[1].Values);
    }

    [Fact]
    public void Every_faulty_line_is_named_and_the_good_ones_remain()
    {
        var reading = Read("""
            dmso,passes,temperature,solvent,conductivity
            0.1,3,240,water,5
            ,3,240,water,5
            much,3,240,water,5
            0.1,3,240,water,NaN
            "0,1",3,240,water,5
            0.5,3,240,water,5
            0.1,2.5,240,water,5
            0.1,3,230,water,5
            0.1,3,240,acetone,5
            0.2,4,260,ethanol,6
            """);

        Assert.Equal(2, reading.Results.Count);
        Assert.Equal(8, reading.Faulty);
        Assert.Equal(
        [
            "line 3, dmso: the cell is empty",
            "line 4, dmso: 'much' is not a number",
            "line 5, conductivity: 'NaN' is not a finite number",
            "line 6, dmso: '0,1' has a decimal comma; write 0.1",
            "line 7, dmso: 0.5 is not between 0 and 0.3 v/v",
            "line 8, passes: 2.5 is not a whole number between 1 and 10",
            "line 9, temperature: 230 is not one of 220, 240, 260 °C",
            "line 10, solvent: acetone is not one of water, ethanol",
        ], reading.RowProblems.Select(p => p.ToString()));
    }

    [Fact]
    public void All_faults_of_one_line_are_listed()
    {
        var reading = Read("dmso,passes,temperature,solvent,conductivity\n9,0,1,tea,x");

        Assert.Equal(5, reading.RowProblems.Count);
        Assert.All(reading.RowProblems, p => Assert.Equal(2, p.Line));
    }

    [Fact]
    public void A_broken_constraint_leaves_the_line_out()
    {
        var space = new SearchSpace(
            [new ContinuousParameter("a", 0, 1), new ContinuousParameter("b", 0, 1)],
            [new LinearConstraint([new("a", 1), new("b", 1)], Relation.Equal, 1)]);
        var table = PriorTable.Parse("a,b,y\n0.4,0.6,1\n0.4,0.7,1");

        var reading = PriorReading.Of(table, ColumnChoice.Guess(table, space, [new("y", Goal.Minimize)]), space, [new("y", Goal.Minimize)]);

        Assert.Single(reading.Results);
        Assert.Equal("line 3, constraint: a + b = 1 is broken: the sum is 1.1", Assert.Single(reading.RowProblems).ToString());
    }

    [Fact]
    public void Missing_columns_are_all_named_with_what_the_file_has()
    {
        var reading = Read("dmso,result\n0.1,5");

        Assert.Equal(["passes", "temperature", "solvent", "conductivity"], reading.ColumnProblems.Select(p => p.Path));
        Assert.All(reading.ColumnProblems, p => Assert.Equal("Choose one of: dmso, result.", p.Remedy));
        Assert.Empty(reading.Results);
    }

    [Fact]
    public void Another_unit_in_the_heading_needs_a_confirmed_factor()
    {
        var table = PriorTable.Parse("dmso (%),passes,temperature,solvent,conductivity\n10,3,240,water,5");
        var columns = ColumnChoice.Guess(table, Space, Objectives).ToList();

        var before = PriorReading.Of(table, columns, Space, Objectives);
        columns[0] = columns[0] with { Factor = 0.01 };
        var after = PriorReading.Of(table, columns, Space, Objectives);

        Assert.Equal("'dmso (%)' is in %, the campaign uses v/v.", Assert.Single(before.ColumnProblems).Message);
        Assert.Empty(before.Results);
        Assert.Equal(0.1, Assert.Single(after.Results).Configuration["dmso"].Number, 12);
    }

    [Fact]
    public void A_converted_number_meets_its_level_in_spite_of_rounding()
    {
        var space = new SearchSpace([new DiscreteParameter("t", [0.3], Unit: "s")], []);
        var table = PriorTable.Parse("t (ms),y\n300,1");
        var columns = ColumnChoice.Guess(table, space, [new("y", Goal.Maximize)]).ToList();
        columns[0] = columns[0] with { Factor = 0.001 };

        Assert.Equal(0.3, Assert.Single(PriorReading.Of(table, columns, space, [new("y", Goal.Maximize)]).Results).Configuration["t"].Number);
    }

    [Fact]
    public void One_column_cannot_be_two_things()
    {
        var table = PriorTable.Parse("dmso,passes,temperature,solvent,conductivity\n0.1,3,240,water,5");
        var columns = ColumnChoice.Guess(table, Space, Objectives).ToList();
        columns[1] = columns[1].From(table, 0);

        Assert.Equal("The column 'dmso' is used for dmso and passes.", Assert.Single(PriorReading.Of(table, columns, Space, Objectives).ColumnProblems).Message);
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData(" \n\n", "The file is empty.")]
    [InlineData("dmso,y\n", "The file has headings but no rows")]
    [InlineData("dmso,y\n\n , \n", "The file has headings but no rows")]
    public async Task A_file_without_results_says_so(string text, string message) =>
        Assert.StartsWith(message, (await FailureAsync(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Garbage_is_recognized()
    {
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);

        Assert.StartsWith("This is not a table of text", (await FailureAsync(noise)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_file_is_refused_without_being_read_whole()
    {
        var stream = new EndlessRows();

        var failure = await Assert.ThrowsAsync<PriorTableException>(() => PriorTable.ReadAsync(stream));

        Assert.StartsWith("The file has more than 20 MB.", failure.Message, StringComparison.Ordinal);
        Assert.InRange(stream.Taken, PriorTable.MostBytes, PriorTable.MostBytes + 1_000_000);
    }

    [Fact]
    public void Too_many_rows_are_refused()
    {
        var text = new StringBuilder("x,y\n");
        for (var i = 0; i <= PriorTable.MostRows; i++)
            text.Append("1,2\n");

        Assert.StartsWith("The file has more than 100,000 rows.", Assert.Throws<PriorTableException>(() => PriorTable.Parse(text.ToString())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_and_quoted_headings_are_read()
    {
        var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes("\"dmso, total\";y\r\n0.1;2\r\n")).ToArray();

        var table = await PriorTable.ReadAsync(new MemoryStream(bytes));

        Assert.Equal(["dmso, total", "y"], table.Headers);
        Assert.Equal(["0.1", "2"], table.Rows[0].Cells);
    }

    private static PriorReading Read(string text)
    {
        var table = PriorTable.Parse(text);
        return PriorReading.Of(table, ColumnChoice.Guess(table, Space, Objectives), Space, Objectives);
    }

    private static async Task<PriorTableException> FailureAsync(byte[] bytes) => await Assert.ThrowsAsync<PriorTableException>(() => PriorTable.ReadAsync(new MemoryStream(bytes)));

    /// <summary>A file that never ends.</summary>
    private sealed class EndlessRows : Stream
    {
        public long Taken { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'1');
            Taken += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
