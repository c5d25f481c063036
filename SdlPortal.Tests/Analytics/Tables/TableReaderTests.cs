using System.Globalization;
using System.Text;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Import;

namespace SdlPortal.Tests.Analytics.Tables;

public sealed class TableReaderTests : IDisposable
{
    private const double Missing = double.NaN;

    private readonly string folder = Directory.CreateTempSubdirectory("sdl-tables").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_plain_table_is_read_as_it_stands()
    {
        var table = Read("temperature,solvent,yield\n20,water,0.5\n40,dmf,0.75\n60,water,\n");

        Assert.Equal("table", table.Name);
        Assert.Equal(3, table.Rows);
        Assert.Equal([ColumnKind.Number, ColumnKind.Category, ColumnKind.Number], table.Columns.Select(c => c.Kind));
        Assert.Equal([20, 40, 60], table.Values(0));
        Assert.Equal([0, 1, 0], table.Values(1));
        Assert.Equal(["water", "dmf"], table.Columns[1].Levels);
        Assert.Equal([0.5, 0.75, Missing], table.Values(2));
        Assert.All(table.Columns, c => Assert.Empty(c.Remarks));
        Assert.Empty(table.Remarks);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a;b\n1;2\n3;4\n")]
    [InlineData("a\tb\n1\t2\n3\t4\n")]
    [InlineData("a|b\n1|2\n3|4\n")]
    [InlineData("sep=;\na;b\n1;2\n3;4\n")]
    [InlineData("a,b\r\n1,2\r\n\r\n,\r\n3,4")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n3,4\n")]
    [InlineData("{\"a\": 1, \"b\": 2}\n{\"a\": 3, \"b\": 4}\n")]
    [InlineData("[{\"a\": 1, \"b\": 2},\n {\"a\": 3, \"b\": 4}]")]
    public void Separators_layouts_and_blank_lines_are_found_out(string text)
    {
        var table = Read(text);

        Assert.Equal(["a", "b"], table.Columns.Select(c => c.Name));
        Assert.Equal([1, 3], table.Values(0));
        Assert.Equal([2, 4], table.Values(1));
    }

    [Fact]
    public void Encodings_are_found_out()
    {
        const string Text = "Größe,Wert\ngroß,1\nmäßig,2\n";
        var latin = ReadBytes(Encoding.Latin1.GetBytes(Text));

        Assert.Equal(["groß", "mäßig"], ReadBytes(new UTF8Encoding(true).GetPreamble().Concat(Encoding.UTF8.GetBytes(Text)).ToArray()).Columns[0].Levels);
        Assert.Equal(["groß", "mäßig"], ReadBytes([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text)]).Columns[0].Levels);
        Assert.Equal(["groß", "mäßig"], ReadBytes([.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Text)]).Columns[0].Levels);
        Assert.Equal("Größe", latin.Columns[0].Name);
        Assert.Contains("Latin-1", Assert.Single(latin.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_that_is_not_utf8_is_found_also_far_behind_the_beginning()
    {
        var text = "name,value\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"plain,{i}\n")) + "groß,1\n";

        var table = ReadBytes(Encoding.Latin1.GetBytes(text));

        Assert.Equal(["plain", "groß"], table.Columns[0].Levels);
        Assert.Equal(40_001, table.Rows);
    }

    [Fact]
    public void Texts_among_numbers_count_as_missing_and_are_named_with_their_lines()
    {
        var cells = Enumerable.Range(0, 63).Select(i => $"{i}.5").ToList();
        cells.Insert(10, "n.d.");
        cells.Insert(38, "n.d.");
        cells.Insert(60, "lost");
        var table = Read("x,y\n" + string.Concat(cells.Select(c => $"{c},1\n")));

        Assert.Equal(ColumnKind.Number, table.Columns[0].Kind);
        Assert.Equal(3, table.Values(0).Count(double.IsNaN));
        Assert.Equal("3 of 66 cells are texts ('n.d.' in lines 12 and 40, 'lost' in line 62) and count as missing.", Assert.Single(table.Columns[0].Remarks));
        Assert.Equal("Every value is 1.", Assert.Single(table.Columns[1].Remarks));
    }

    [Fact]
    public void Where_texts_are_many_the_column_is_one_of_texts_and_says_so()
    {
        var table = Read("x\n1\n2\nlow\nhigh\n");

        Assert.Equal(ColumnKind.Category, table.Columns[0].Kind);
        Assert.Equal(["1", "2", "low", "high"], table.Columns[0].Levels);
        Assert.StartsWith("Numbers and texts stand together: 2 of 4 values are numbers, and 2 are texts ('low' in line 4, 'high' in line 5).", table.Columns[0].Remarks[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Units_in_cells_are_taken_off_and_become_the_columns()
    {
        var column = Column("concentration\n12 mg/mL\n7.5 mg/mL\n3\n", out var values);

        Assert.Equal([12, 7.5, 3], values);
        Assert.Equal("mg/mL", column.Unit);
        Assert.Equal("2 of 3 cells hold a unit (mg/mL); it was taken off, and 1 without one is taken for the same.", Assert.Single(column.Remarks));
    }

    [Fact]
    public void Several_units_are_converted_where_that_is_certain()
    {
        var column = Column("mass\n1 g\n2 g\n500 mg\n3 psi\n4\n", out var values);

        Assert.Equal([1, 2, 0.5, Missing, Missing], values);
        Assert.Equal("g", column.Unit);
        Assert.Contains("1 of 5 cells is written in another unit (mg in line 4) and was converted to g.", column.Remarks);
        Assert.Contains("1 of 5 cells is written in a unit that cannot be converted to g with certainty (psi in line 5) and counts as missing.", column.Remarks);
        Assert.Contains("1 of 5 cells names no unit while others name several, and counts as missing.", column.Remarks);
    }

    [Fact]
    public void Temperatures_are_never_converted()
    {
        var column = Column("T\n20 °C\n21 °C\n293 K\n", out var values);

        Assert.Equal([20, 21, Missing], values);
        Assert.Equal("°C", column.Unit);
    }

    [Fact]
    public void The_headings_unit_speaks_for_cells_that_name_none()
    {
        var column = Column("time (s)\n1\n2\n500 ms\n", out var values);

        Assert.Equal([1, 2, 0.5], values);
        Assert.Equal(("time", "s", "time (s)"), (column.Name, column.Unit, column.Heading));
    }

    [Theory]
    [InlineData("temperature (°C)", "temperature", "°C")]
    [InlineData("flow [mL/min]", "flow", "mL/min")]
    [InlineData("conductivity (S/cm)", "conductivity", "S/cm")]
    [InlineData("dose (W/m²)", "dose", "W/m²")]
    [InlineData("rate (1/s)", "rate", "1/s")]
    [InlineData("yield (%)", "yield", "%")]
    [InlineData("yield (isolated)", "yield (isolated)", null)]
    [InlineData("run (1)", "run (1)", null)]
    [InlineData("time_s", "time_s", null)]
    public void Units_in_brackets_of_headings_are_known_from_other_asides(string heading, string name, string? unit)
    {
        var table = Read($"{heading},other\n1.5,1\n2.5,2\n");

        Assert.Equal((name, unit), (table.Columns[0].Name, table.Columns[0].Unit));
        Assert.Equal(0, table.IndexOf(heading));
        Assert.Equal(0, table.IndexOf(name));
    }

    [Fact]
    public void A_unit_that_tells_two_columns_apart_stays_in_their_names() =>
        Assert.Equal(["T (°C)", "T (K)"], Read("T (°C),T (K)\n20,293\n21,294\n").Columns.Select(c => c.Name));

    [Theory]
    [InlineData("a;b\n1,5;2\n2,25;3\n", 1.5, 2.25)]
    [InlineData("a\tb\n1,5\t2\n2,25\t3\n", 1.5, 2.25)]
    [InlineData("a,b\n\"1,5\",2\n\"2,25\",3\n", 1.5, 2.25)]
    [InlineData("a;b\n1,5;2\n1.234;3\n", 1.5, 1234)]
    [InlineData("a;b\n1.234,5;2\n12,25;3\n", 1234.5, 12.25)]
    [InlineData("a;b\n1,234.5;2\n2,000;3\n", 1234.5, 2000)]
    [InlineData("a,b\n\"1,234.5\",2\n\"2,000\",3\n", 1234.5, 2000)]
    [InlineData("a,b\n\"1,234\",2\n\"2,000\",3\n", 1234, 2000)]
    [InlineData("a;b\n1,234,567;2\n-2,000,000;3\n", 1234567, -2000000)]
    [InlineData("a;b\n1.234.567;2\n2.000.000;3\n", 1234567, 2000000)]
    [InlineData("a,b\n12 345,2\n6 000.5,3\n", 12345, 6000.5)]
    [InlineData("a,b\n12\u00a0345,2\n7\u202f000,3\n", 12345, 7000)]
    [InlineData("a,b\n12'345.5,2\n1,3\n", 12345.5, 1)]
    [InlineData("a;b\n1,234;2\n5,678;3\n", 1.234, 5.678)]
    [InlineData("a;b\n0,123;2\n0,5;3\n", 0.123, 0.5)]
    [InlineData("a;b\n1.234;2\n5.678;3\n", 1.234, 5.678)]
    [InlineData("a;b\n1,234;2.5\n5,678;3.5\n", 1234, 5678)]
    [InlineData("a;b\n1,234 mg;2\n5,6 mg;3\n", 1.234, 5.6)]
    [InlineData("a;b\n1,5e3;2\n2e-1;3\n", 1500, 0.2)]
    [InlineData("a,b\n\"1,234.5 mg\",2\n\"2 mg\",3\n", 1234.5, 2)]
    public void Decimal_commas_and_thousands_are_read_as_the_whole_column_says(string text, double first, double second)
    {
        var table = Read(text);

        Assert.Equal(ColumnKind.Number, table.Columns[0].Kind);
        Assert.Equal([first, second], table.Values(0));
    }

    [Fact]
    public void What_a_comma_means_is_said_where_it_may_be_two_things()
    {
        Assert.Contains("may part thousands or decimals ('1,234' in line 2, '5,678' in line 3); it was taken for the decimal comma.", Assert.Single(Read("a;b\n1,234;2\n5,678;3\n").Columns[0].Remarks), StringComparison.Ordinal);
        Assert.Contains("taken for a sign between thousands", Assert.Single(Read("a,b\n\"1,234\",2\n\"2,000\",3\n").Columns[0].Remarks), StringComparison.Ordinal);
        Assert.Contains("part thousands by a blank ('12 345' in line 2", Assert.Single(Read("a,b\n12 345,2\n12 346,3\n").Columns[0].Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_that_are_doubled_or_empty_get_names_of_their_own()
    {
        var table = Read("x,,x,x (2),\n1,2,3,4,5\n6,7,8,9,10\n");

        Assert.Equal(["x", "column 2", "x (3)", "x (2)", "column 5"], table.Columns.Select(c => c.Name));
        Assert.Equal("Its heading is empty; it is called 'column 2' by its place.", Assert.Single(table.Columns[1].Remarks));
        Assert.Equal("Several columns are headed 'x'; this one is called 'x (3)'.", Assert.Single(table.Columns[2].Remarks));
    }

    [Fact]
    public void Rows_with_too_many_cells_are_left_out_and_short_ones_are_filled_up()
    {
        var table = Read("a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n13,14,15,,\n");

        Assert.Equal([1, 4, 10, 13], table.Values(0));
        Assert.Equal([3, Missing, 12, 15], table.Values(2));
        Assert.Equal("1 row was left out (line 4). The row has 4 cells and the heading 3. Correct the row; a separator inside a cell has to stand in quotation marks.", table.Remarks[0]);
        Assert.Equal("1 row has fewer cells than there are headings (line 3); the cells that lack at its end count as missing.", table.Remarks[1]);
    }

    [Fact]
    public void A_file_whose_rows_do_not_fit_their_heading_is_no_table()
    {
        var refused = Assert.Throws<RunSourceException>(() => Read("a,b\n1,5,2,5\n2,5,3,5\n4,1\n"));

        Assert.Equal("2 of 3 rows of table.csv cannot be read; the first is in line 2. The row has 4 cells and the heading 2. Correct the row; a separator inside a cell has to stand in quotation marks. Where numbers have decimal commas, part the cells by semicolons.", refused.Message);
    }

    [Theory]
    [InlineData("", "table.csv is empty. Its first line must name the columns.")]
    [InlineData("\n\n  \n", "table.csv is empty. Its first line must name the columns.")]
    [InlineData("a,b\n", "table.csv has headings and no rows. Bring a file with at least one row.")]
    [InlineData("{\n  \"a\": 1\n}\n", "table.csv is JSON, and no table: it must be a list of objects, [{…}, {…}], or have an object in every line. Write out its rows like that.")]
    [InlineData("PK\u0003\u0004\0\0", "table.csv is not a table of text; it may be a spreadsheet, a database or packed. Export it as CSV first.")]
    public void A_file_without_a_table_is_refused_with_a_remedy(string text, string message) => Assert.Equal(message, Assert.Throws<RunSourceException>(() => Read(text)).Message);

    [Fact]
    public void One_row_and_empty_columns_are_a_table()
    {
        var table = Read("a,b,c\n1,,n/a\n");

        Assert.Equal([ColumnKind.Number, ColumnKind.Empty, ColumnKind.Empty], table.Columns.Select(c => c.Kind));
        Assert.Equal("Every cell is empty.", Assert.Single(table.Columns[1].Remarks));
        Assert.Equal("No cell holds a value: 0 of 1 are empty, and 1 says that there is none ('n/a' in line 2).", Assert.Single(table.Columns[2].Remarks));
    }

    [Fact]
    public void Points_in_time_are_read_and_their_zone_is_said()
    {
        var column = Column("at\n2026-01-02 03:04:05\n2026-01-02T03:04:06.5Z\n2026-01-03\nsoon\n,\n2026-01-02 03:04:05\n", out var values, "at");

        Assert.Equal(ColumnKind.Time, column.Kind);
        Assert.Equal([1767323045, 1767323046.5, 1767398400, Missing, 1767323045], values);
        Assert.Contains("3 of 4 times name no zone; UTC was taken.", column.Remarks);
        Assert.Contains("1 of 5 cells is no point in time and counts as missing.", column.Remarks);
    }

    [Theory]
    [InlineData("01.02.2026\n3.12.2026 14:05:06.5", 1769904000, 1796306706.5)]
    [InlineData("01/02/2026\n13/02/2026", 1769904000, 1770940800)]
    [InlineData("02/01/2026 12:00 AM\n02/13/2026 1:30 PM", 1769904000, 1770989400)]
    public void Dates_that_end_in_their_year_are_read_where_the_column_says_what_comes_first(string cells, double first, double second)
    {
        var column = Column($"day\n{cells}\n", out var values);

        Assert.Equal(ColumnKind.Time, column.Kind);
        Assert.Equal([first, second], values);
        Assert.Contains("first (", Assert.Single(column.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_of_which_nothing_says_what_comes_first_stay_texts()
    {
        var column = Column("day\n01/02/2026\n03/04/2026\n", out _);

        Assert.Equal(ColumnKind.Category, column.Kind);
        Assert.Equal("These are dates, but nothing in the column says whether the day or the month comes first ('01/02/2026' in line 2, '03/04/2026' in line 3). They are taken for texts; write them as 2026-12-31.", Assert.Single(column.Remarks));
    }

    [Fact]
    public void Numbers_are_read_back_however_people_write_them()
    {
        var random = new Random(11);
        (string Separator, string Point, string Group, bool Quote)[] ways = [(";", ",", "", false), (";", ",", ".", false), ("\t", ".", ",", false), (",", ".", ",", true), (";", ",", " ", false), (",", ".", "\u00a0", false), (",", ".", "'", false), (",", ".", "\u2019", false), (";", ",", "\u202f", false)];
        foreach (var (separator, point, group, quote) in ways)
        {
            // One that leaves no doubt, and 200 others of all sizes.
            double[] numbers = [1234567.25, .. Enumerable.Range(0, 200).Select(i => Math.Round((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(1, 9)), random.Next(0, 4)))];
            var text = $"n{separator}text\n" + string.Concat(numbers.Select(n => $"{(quote ? "\"" : "")}{Written(n, point, group)}{(quote ? "\"" : "")}{separator}word\n"));

            var table = Read(text);

            Assert.Equal(ColumnKind.Number, table.Columns[0].Kind);
            Assert.Equal(numbers, table.Values(0));
        }

        static string Written(double number, string point, string group)
        {
            var parts = number.ToString("#,##0.###", CultureInfo.InvariantCulture).Split('.');
            return parts[0].Replace(",", group, StringComparison.Ordinal) + (parts.Length > 1 ? point + parts[1] : "");
        }
    }

    [Fact]
    public void Lengths_of_time_become_seconds()
    {
        var column = Column("run\n00:01:30\n01:00:00.5\n", out var values);

        Assert.Equal((ColumnKind.Number, "s"), (column.Kind, column.Unit));
        Assert.Equal([90, 3600.5], values);
    }

    [Fact]
    public void Truth_values_are_texts_and_words_for_missing_values_are_missing()
    {
        var table = Read("{\"ok\": true, \"grade\": \"a\", \"x\": 1}\n{\"ok\": false, \"grade\": null, \"x\": NaN}\n{\"ok\": true, \"grade\": \"nan\", \"x\": \"inf\"}\n{\"grade\": \"none\", \"x\": 1e999}\n");

        Assert.Equal(["true", "false"], table.Columns[0].Levels);
        Assert.Equal([0, 1, 0, Missing], table.Values(0));
        Assert.Equal([0, Missing, Missing, 1], table.Values(1));
        Assert.Contains("1 of 4 cells says something that may mean a missing value ('none' in line 4); it is kept as a text.", table.Columns[1].Remarks);
        Assert.Equal([1, Missing, Missing, Missing], table.Values(2));
        Assert.Contains("2 of 4 cells are infinite or too large to be held ('inf' in line 3, '1e999' in line 4) and count as missing among numbers.", table.Columns[2].Remarks);
    }

    [Fact]
    public void Names_that_json_says_late_are_columns_from_the_beginning()
    {
        var table = Read("{\"a\": 1}\n{\"a\": 2, \"b\": {\"c\": 3}}\nno json\n");

        Assert.Equal(["a", "b/c"], table.Columns.Select(c => c.Name));
        Assert.Equal([Missing, 3], table.Values(1));
        Assert.StartsWith("1 row was left out (line 3).", Assert.Single(table.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_with_leading_zeros_are_labels()
    {
        var column = Column("sample\n007\n010\n123\n", out _);

        Assert.Equal(ColumnKind.Category, column.Kind);
        Assert.Equal(["007", "010", "123"], column.Levels);
        Assert.Equal(ColumnKind.Number, Column("sample\n007\n10\n123\n", out _).Kind);
    }

    [Fact]
    public void A_first_line_of_numbers_is_a_row_unless_it_rises_as_wavelengths_do()
    {
        var headless = Read("5,1\n2,3\n");
        Assert.Equal(["column 1", "column 2"], headless.Columns.Select(c => c.Name));
        Assert.Equal([5, 2], headless.Values(0));
        Assert.StartsWith("The first line holds numbers alone", Assert.Single(headless.Remarks), StringComparison.Ordinal);
        Assert.Equal(["400", "410", "420"], Read("400,410,420\n0.1,0.2,0.3\n").Columns.Select(c => c.Name));
        Assert.Equal([0, 1], Read("a,b\nc,d\n", TableReading.ByItself with { HasHeadings = false }).Values(0));
    }

    [Fact]
    public void Identifiers_are_said_to_be_some()
    {
        var column = Column("id\n" + string.Concat(Enumerable.Range(0, 12_000).Select(i => $"s{i}\ns{i}\n")), out var values);

        Assert.Equal(12_000, column.Levels.Count);
        Assert.Equal(11_999, values[^1]);
        Assert.Equal("There are 12,000 different texts: the column looks like an identifier, not like a category.", Assert.Single(column.Remarks));
        Assert.Equal("Every text occurs once: the column looks like an identifier, not like a category.", Assert.Single(Column("id\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"s{i}\n")), out _).Remarks));
    }

    [Fact]
    public void Three_thousand_columns_are_read_and_kept()
    {
        var random = new Random(7);
        var text = new StringBuilder(string.Join(',', Enumerable.Range(0, 3000).Select(i => $"c{i}"))).Append('\n');
        for (var row = 0; row < 100; row++)
            text.AppendJoin(',', Enumerable.Range(0, 3000).Select(i => i == 2999 ? "abc"[row % 3].ToString() : random.NextDouble().ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        var path = Write(text.ToString());

        var read = TableReader.Read(path, TableReading.ByItself, AnalysisStep.Quiet);
        var stored = TableReader.Store(path, Path.Combine(folder, "stored"), TableReading.ByItself, AnalysisStep.Quiet with { Threads = 2 });

        Assert.Equal((100, 3000), (stored.Rows, stored.Columns.Count));
        Assert.Equal(read.Hash, stored.Hash);
        Assert.Equal(read.Values(1234), stored.Values(1234));
        Assert.Equal(["a", "b", "c"], stored.Columns[2999].Levels);
    }

    [Fact]
    public void Reading_stops_when_it_shall_and_leaves_nothing()
    {
        var path = Write("a\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i}\n")));
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => TableReader.Store(path, Path.Combine(folder, "stored"), TableReading.ByItself, AnalysisStep.Quiet with { Cancellation = stop.Token }));

        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
    }

    private TableColumn Column(string text, out double[] values, string name = "")
    {
        // The column stands alone: another one beside it keeps the separator a comma.
        var table = Read(text);
        values = table.Values(0);
        Assert.True(name.Length == 0 || table.Columns[0].Name == name);
        return table.Columns[0];
    }

    private DataTable Read(string text, TableReading? reading = null) => TableReader.Read(Write(text), reading ?? TableReading.ByItself, AnalysisStep.Quiet);

    private string Write(string text)
    {
        var path = Path.Combine(folder, "table.csv");
        File.WriteAllText(path, text);
        return path;
    }

    private DataTable ReadBytes(byte[] bytes)
    {
        var path = Path.Combine(folder, "table.csv");
        File.WriteAllBytes(path, bytes);
        return TableReader.Read(path, TableReading.ByItself, AnalysisStep.Quiet);
    }
}
