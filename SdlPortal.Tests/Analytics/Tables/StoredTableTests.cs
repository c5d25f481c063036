using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Analytics.Tables;

public sealed class StoredTableTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sdl-stored").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_few_rows_are_read_without_the_others_in_the_order_asked_for_and_across_blocks()
    {
        const int n = 150_000;
        double[] first = [.. Enumerable.Range(0, n).Select(i => i * 0.5)];
        double[] second = [.. Enumerable.Range(0, n).Select(i => -1.0 * i)];
        var place = Path.Combine(folder, "long");
        StoredTable.Write(new MemoryTable("t", [new TableColumn { Name = "x", Kind = ColumnKind.Number }, new TableColumn { Name = "y", Kind = ColumnKind.Number }], [first, second]), place, AnalysisStep.Quiet);
        var stored = StoredTable.Open(place);
        int[] rows = [n - 1, 7, 8, 9, 0, .. Enumerable.Range(65_000, 1_200), .. Enumerable.Range(131_000, 200), 8];

        Assert.Equal(rows.Select(r => first[r]), stored.ValuesAt(0, rows));
        Assert.Equal(rows.Select(r => second[r]), stored.ValuesAt(1, rows));
        Assert.Equal([second[2], second[0]], TablePart.Without(stored, RowSet.Of([1])).ValuesAt(1, [1, 0]));
    }

    [Fact]
    public void What_is_written_is_read_back_to_the_last_bit() => FsCheck.Check.One(Cases.Drawn(40), Prop.ForAll<double[], int>((first, seed) =>
    {
        var random = new Random(seed);
        double[] second = [.. first.Select(_ => random.Next(3) == 0 ? double.NaN : random.Next(2))];
        var table = new MemoryTable("t",
            [new TableColumn { Name = "x", Kind = ColumnKind.Number, Unit = "°C", Heading = "x (°C)", Remarks = ["One."] }, new TableColumn { Name = "y", Kind = ColumnKind.Category, Levels = ["a\"b", "größer"] }],
            [[.. first], second], ["Two."]);
        var place = Path.Combine(folder, Guid.NewGuid().ToString("N"));

        StoredTable.Write(table, place, AnalysisStep.Quiet);
        var read = StoredTable.Open(place);

        Assert.Equal((table.Name, table.Hash, table.Rows), (read.Name, read.Hash, read.Rows));
        for (var column = 0; column < 2; column++)
        {
            Assert.Equal(table.Values(column).Select(BitConverter.DoubleToInt64Bits), read.Values(column).Select(BitConverter.DoubleToInt64Bits));
            var (written, found) = (table.Columns[column], read.Columns[column]);
            Assert.Equal((written.Name, written.Kind, written.Unit, written.Heading), (found.Name, found.Kind, found.Unit, found.Heading));
            Assert.Equal(written.Levels, found.Levels);
            Assert.Equal(written.Remarks, found.Remarks);
        }

        Assert.Equal(["Two."], read.Remarks);
        Assert.Equal(TableHash.Of(read), read.Hash);
    }));

    [Fact]
    public void Numbers_in_a_file_are_read_to_the_last_bit_whatever_the_storage() => FsCheck.Check.One(Cases.Drawn(40), Prop.ForAll<NormalFloat[]>(numbers =>
    {
        if (numbers.Length == 0)
            return;
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.csv");
        File.WriteAllText(path, "x,i\n" + string.Concat(numbers.Select((n, i) => string.Create(CultureInfo.InvariantCulture, $"{n.Get:R},{i}\n"))));

        var inMemory = TableReader.Read(path, TableReading.ByItself, AnalysisStep.Quiet);
        var stored = TableReader.Store(path, path + ".table", TableReading.ByItself, AnalysisStep.Quiet with { Threads = 2 });

        Assert.Equal(numbers.Select(n => n.Get), inMemory.Values(0));
        Assert.Equal(inMemory.Values(0), stored.Values(0));
        Assert.Equal(inMemory.Hash, stored.Hash);
        Assert.Equal(TableHash.Of(stored), stored.Hash);
    }));

    [Fact]
    public void A_table_of_many_blocks_is_the_same_in_memory_and_on_disk()
    {
        // More than 65,536 rows, so that there are several blocks, with columns that are read a second time.
        var text = new StringBuilder("n,mass,kind,at\n");
        for (var i = 0; i < 150_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i * 0.25},{(i % 2 == 0 ? $"{i} g" : $"{i} mg")},{"xyz"[i % 3]},2026-01-01 00:{i / 60 % 60:00}:{i % 60:00}\n");
        var path = Path.Combine(folder, "blocks.csv");
        File.WriteAllText(path, text.ToString());

        var read = TableReader.Read(path, TableReading.ByItself, AnalysisStep.Quiet);
        var stored = TableReader.Store(path, Path.Combine(folder, "blocks"), TableReading.ByItself, AnalysisStep.Quiet with { Threads = 2 });

        Assert.Equal(read.Hash, stored.Hash);
        Assert.Equal([ColumnKind.Number, ColumnKind.Number, ColumnKind.Category, ColumnKind.Time], stored.Columns.Select(c => c.Kind));
        for (var column = 0; column < 4; column++)
            Assert.Equal(read.Values(column), stored.Values(column));
        Assert.Equal((149_999 * 0.25, 149_999 / 1000.0, 2.0), (stored.Values(0)[^1], stored.Values(1)[^1], stored.Values(2)[^1]));
        Assert.Equal(99_999, stored.Values(1)[99_999] * 1000, 6);
    }

    [Fact]
    public void The_hash_tells_values_names_units_and_levels_apart_and_nothing_else()
    {
        string Hash(string name = "x", string? unit = "g", string level = "a", double value = 1, string remark = "", string table = "t") =>
            new MemoryTable(table, [new TableColumn { Name = name, Kind = ColumnKind.Category, Unit = unit, Levels = [level], Remarks = [remark], Heading = remark }], [[value, double.NaN]]).Hash;

        string[] different = [Hash(), Hash(name: "y"), Hash(unit: null), Hash(level: "b"), Hash(value: 2)];

        Assert.Equal(different.Length, different.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Hash(), Hash(remark: "r", table: "other"));
        Assert.Equal(Hash(value: 0.0), Hash(value: -0.0));
        Assert.Matches("^[0-9a-f]{16}$", Hash());
    }

    [Fact]
    public void A_table_that_is_deleted_can_be_read_to_the_end_by_who_holds_it()
    {
        var place = Path.Combine(folder, "gone");
        var held = StoredTable.Write(new MemoryTable("t", [new TableColumn { Name = "x", Kind = ColumnKind.Number }], [[1, 2, 3]]), place, AnalysisStep.Quiet);

        Directory.Delete(place, recursive: true);

        Assert.Equal([1, 2, 3], held.Values(0));
        Assert.Throws<IOException>(() => StoredTable.Open(place));
    }

    [Fact]
    public void A_file_of_values_that_was_cut_off_is_named()
    {
        var place = Path.Combine(folder, "cut");
        StoredTable.Write(new MemoryTable("t", [new TableColumn { Name = "x", Kind = ColumnKind.Number }], [[1, 2, 3]]), place, AnalysisStep.Quiet);
        var values = Path.Combine(place, "values.bin");
        File.WriteAllBytes(values, File.ReadAllBytes(values)[..^1]);

        Assert.Contains("damaged", Assert.Throws<IOException>(() => StoredTable.Open(place)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_a_table_knows_its_rows_and_remarks()
    {
        var table = new MemoryTable("t", [new TableColumn { Name = "x", Kind = ColumnKind.Number }], [[1, 2, 3, 4]], ["Read."]);
        var part = TablePart.Without(table, RowSet.Of([1]));

        Assert.Equal([1, 3, 4], part.Values(0));
        Assert.Equal(2, part.SourceRow(1));
        Assert.Equal(["Read."], part.Remarks);
        Assert.NotEqual(table.Hash, part.Hash);
    }
}
