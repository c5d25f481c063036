using System.Globalization;
using System.Text;
using SdlPortal.Domain.Analytics.Tables.Storing;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>What reading a file came to, its values apart.</summary>
internal sealed record ReadTable(int Rows, IReadOnlyList<TableColumn> Columns, IReadOnlyList<byte[]> Digests, IReadOnlyList<string> Remarks);

/// <summary>
/// Reads a file of text into blocks of values. Once through it for all columns, which decides what they are; once more for those that are no plain numbers, whose values are then written over; before that, once more where JSON has to
/// say its names, or where bytes turn out not to be UTF-8. Memory holds two blocks, the counts and the different texts.
/// </summary>
/// <param name="open">Makes the place for the values of so many columns and at most so many rows.</param>
internal sealed class TablePass(TableFile source, TableReading reading, Func<int, long, ValueBlocks> open, AnalysisStep step)
{
    /// <summary>For the different texts of all columns together.</summary>
    private const long MostTextBytes = 400_000_000;

    private const int CellsPerLook = 65_536;

    private TableFile file = source;
    private string[] headings = [];
    private bool[] unnamed = [];
    private bool headless;
    private LineList leftOut = new();
    private LineList shortRows = new();
    private string? firstFault;
    private int rows;

    /// <summary>Reads everything; the values are where <paramref name="open"/> put them last.</summary>
    public ReadTable Do()
    {
        LookAtHeadings();
        var (blocks, first, hashes) = ReadFirst();
        if (rows == 0 || leftOut.Count > rows)
            throw NoTable();
        var plans = Plan(first);
        var again = ReadAgain(blocks, plans, hashes);
        var digests = hashes.Select(h => h.Finish()).ToList();
        foreach (var hash in hashes)
            hash.Dispose();
        return new ReadTable(rows, new ColumnNaming(headings, unnamed).Describe(rows, first, plans, again), digests, Remarks());
    }

    private void LookAtHeadings()
    {
        using var table = file.Rows();
        if (table is CsvRows csv)
        {
            unnamed = [.. csv.Columns.Select((_, i) => csv.IsUnnamed(i))];
            headless = !(reading.HasHeadings ?? !LooksLikeRow(csv.Columns));
            headings = [.. csv.Columns];
            if (headless)
                (headings, unnamed) = ([.. headings.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"column {i + 1}"))], new bool[headings.Length]);
            return;
        }

        for (var row = 0L; table.Read(); row++)
        {
            if (row % 1024 == 0)
                Say(0.3 * table.Fraction, "looking for the names");
        }

        headings = [.. table.Columns];
        unnamed = new bool[headings.Length];
    }

    /// <summary>Numbers in all places. Rising ones may be wavelengths or years that head a column each.</summary>
    private bool LooksLikeRow(IReadOnlyList<string> cells)
    {
        var (before, rising) = (double.NegativeInfinity, cells.Count > 1);
        for (var i = 0; i < cells.Count; i++)
        {
            var text = Encoding.UTF8.GetBytes(cells[i]);
            if (unnamed[i] || Numeral.Scan(text, file.DecimalComma, out var number) != text.Length)
                return false;
            rising &= number > before;
            before = number;
        }

        return !rising;
    }

    private (ValueBlocks Blocks, ColumnFirst[] Columns, ColumnHash[] Hashes) ReadFirst()
    {
        var check = new Utf8Check();
        // A cell takes a byte at least, with what parts it from the next.
        var blocks = open(headings.Length, (new FileInfo(file.Path).Length / Math.Max(1, headings.Length)) + 1);
        var hashes = headings.Select(_ => new ColumnHash()).ToArray();
        var columns = headings.Select(_ => new ColumnFirst(file.DecimalComma)).ToArray();
        using (var table = Rows(check))
        using (var writing = new BlockWriting(blocks, hashes, step.Threads))
        {
            var from = file.Layout == TableLayout.Separated ? 0 : 0.3;
            for (var seen = 0L; table.Read(); seen++)
            {
                if (seen % RowsPerLook == 0)
                    Say(from + ((0.6 - from) * table.Fraction), string.Create(CultureInfo.InvariantCulture, $"reading, {rows:N0} rows so far"));
                if (!Takes(table))
                    continue;
                if (table.IsShort)
                    shortRows.Add(table.Line);
                var (values, line) = (writing.Values, table.Line);
                var at = writing.Row;
                for (var i = 0; i < columns.Length; i++, at += blocks.BlockRows)
                    values[at] = columns[i].Add(table[i], line);
                writing.Next();
                if (++rows == int.MaxValue)
                    throw new RunSourceException($"{file.Name} has more than {int.MaxValue:N0} rows, which no table may have. Split the file.");
            }

            writing.Finish();
        }

        if (!check.Failed || file.Layout != TableLayout.Separated)
            return (blocks, columns, hashes);
        foreach (var hash in hashes)
            hash.Dispose();
        (file, leftOut, shortRows, firstFault, rows) = (file with { Encoding = TableFile.Latin }, new LineList(), new LineList(), null, 0);
        LookAtHeadings();
        return ReadFirst();
    }

    private int RowsPerLook => Math.Max(1, CellsPerLook / Math.Max(1, headings.Length));

    private bool Takes(ITableRows table)
    {
        if (table.Fault is not { } fault || table.IsShort)
            return true;
        leftOut.Add(table.Line);
        firstFault ??= fault;
        return false;
    }

    private ColumnPlan[] Plan(ColumnFirst[] first)
    {
        var planner = new ColumnPlanner(file.DecimalComma, file.Separator == ',', first.Any(c => c.CommaDecimals > 0), first.Any(c => c.HasPointDecimals));
        return [.. first.Select((c, i) => planner.Plan(c, MetaAnalysis.Import.Proposals.HeadingParts.SplitUnit(headings[i]).Unit))];
    }

    /// <returns>One per column; null where the first reading was the last.</returns>
    private ColumnAgain?[] ReadAgain(ValueBlocks blocks, ColumnPlan[] plans, ColumnHash[] hashes)
    {
        var room = new TextRoom(MostTextBytes);
        var again = plans.Select(p => p.ReadsAgain ? new ColumnAgain(p, room) : null).ToArray();
        int[] which = [.. Enumerable.Range(0, plans.Length).Where(i => plans[i].ReadsAgain)];
        if (which.Length == 0)
            return again;
        foreach (var i in which)
        {
            hashes[i].Dispose();
            hashes[i] = new ColumnHash();
        }

        var values = new double[which.Length * blocks.BlockRows];
        using var table = Rows(null);
        var (done, filled, seen) = (0, 0, 0L);
        while (table.Read())
        {
            if (seen++ % RowsPerLook == 0)
                Say(0.6 + (0.4 * table.Fraction), string.Create(CultureInfo.InvariantCulture, $"reading what is no plain number, {done:N0} of {rows:N0} rows so far"));
            if (table.Fault is not null && !table.IsShort)
                continue;
            if (done + filled == rows)
                throw Changed();
            for (var k = 0; k < which.Length; k++)
                values[(k * blocks.BlockRows) + filled] = again[which[k]]!.Read(table[which[k]], table.Line);
            if (++filled == blocks.BlockRows)
                Put();
        }

        if (filled > 0)
            Put();
        return done == rows ? again : throw Changed();

        void Put()
        {
            for (var k = 0; k < which.Length; k++)
            {
                var column = values.AsSpan(k * blocks.BlockRows, filled);
                blocks.WriteColumn(done / blocks.BlockRows, filled, which[k], column);
                hashes[which[k]].Add(column);
            }

            done += filled;
            filled = 0;
        }
    }

    private ITableRows Rows(Utf8Check? check) => file.Rows(check) is var table && headless ? new HeadlessRows((CsvRows)table) : table;

    private void Say(double share, string words)
    {
        step.Cancellation.ThrowIfCancellationRequested();
        step.Report(share, words);
    }

    private RunSourceException Changed() => new($"{file.Name} was changed while it was read. Wait until it is written, and bring it again.");

    private RunSourceException NoTable()
    {
        if (leftOut.Count == 0)
            return new RunSourceException($"{file.Name} has headings and no rows. Bring a file with at least one row.");
        if (file.Layout == TableLayout.JsonLines && rows == 0)
            return new RunSourceException($"{file.Name} is JSON, and no table: it must be a list of objects, [{{…}}, {{…}}], or have an object in every line. Write out its rows like that.");
        var hint = file.Separator == ',' ? " Where numbers have decimal commas, part the cells by semicolons." : "";
        return new RunSourceException(string.Create(CultureInfo.InvariantCulture, $"{leftOut.Count:N0} of {leftOut.Count + rows:N0} rows of {file.Name} cannot be read; the first is in line {leftOut.First}. {firstFault}{hint}"));
    }

    private List<string> Remarks()
    {
        var remarks = new List<string>();
        if (leftOut.Count > 0)
            remarks.Add($"{Words.Count(leftOut.Count)} {(leftOut.Count == 1 ? "row was" : "rows were")} left out ({leftOut.Words()}). {firstFault}");
        if (shortRows.Count > 0)
            remarks.Add($"{Words.Count(shortRows.Count)} {(shortRows.Count == 1 ? "row has" : "rows have")} fewer cells than there are headings ({shortRows.Words()}); the cells that lack at {(shortRows.Count == 1 ? "its" : "their")} end count as missing.");
        if (headless)
            remarks.Add(reading.HasHeadings == false ? "The first line is taken for a row; the columns are named by their places." : "The first line holds numbers alone, so it is taken for a row; the columns are named by their places.");
        if (file.Encoding is not null)
            remarks.Add("The file is not UTF-8; it was read as Latin-1 (Windows-1252). Where letters look wrong, save it as UTF-8.");
        return remarks;
    }
}
