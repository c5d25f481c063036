using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Import;

public sealed class TableProperties : IDisposable
{
    private static readonly RunMap Map = new()
    {
        Parameters = [new MappedParameter("c", null, ParameterKind.Category), new MappedParameter("n", null, ParameterKind.Number)],
        Metrics = [new MappedMetric("m", ["m"], MetricGoal.Maximize)],
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Any_table_written_as_CSV_reads_back_the_same()
    {
        var text = Gen.Elements("plain", "a,b", "a;b", "a\tb", "say \"no\"", "two\nlines", "two\r\nlines", "5\" pipe", "größe µ", "'", "-", "None", "x y", "日本", "1.5", "a|b").Or(Gen.Choose(33, 126).Select(c => ((char)c).ToString()));
        var number = ArbMap.Default.GeneratorFor<NormalFloat>().Select(f => f.Get);
        var row = text.Zip(number).Zip(number);
        var tables = row.NonEmptyListOf().Zip(Gen.Elements(',', ';', '\t', '|')).Zip(Gen.Elements("\n", "\r\n")).Zip(Gen.Elements(true, false)).Zip(Gen.Elements(true, false));
        Prop.ForAll(tables.ToArbitrary(), table =>
        {
            var ((((rows, separator), lineEnd), quoteAll), mark) = table;
            var lines = new List<string> { string.Join(separator, "c", "n", "m") };
            lines.AddRange(rows.Select(r => string.Join(separator, Quoted(r.Item1.Item1, separator, quoteAll), Number(r.Item1.Item2), Number(r.Item2))));
            File.WriteAllText(folder["t.csv"], string.Join(lineEnd, lines) + lineEnd, new UTF8Encoding(mark));
            var read = new ReadRuns(new CsvRunReader(), folder["t.csv"], Map);
            Assert.Empty(read.Refused);
            Assert.Equal(rows.Select(r => (r.Item1.Item1, r.Item1.Item2, r.Item2)), read.Runs.Select(r => (r.Parameters[0].Value.Text!, r.Parameters[1].Value.Number, r.Metrics[0].Replicates[0])));
        }).Check(Cases.Drawn(200));
    }

    [Fact]
    public void Permuted_columns_give_the_same_runs()
    {
        string[] names = ["c", "n", "m", "note a", "note b"];
        var cells = Gen.Elements("", "1", "2.5", "x", "y", "3 mg", "NaN", "-4e3", "0", "TRUE");
        var tables = cells.ArrayOf(names.Length).NonEmptyListOf().Zip(Gen.Shuffle(Enumerable.Range(0, names.Length).ToArray()));
        Prop.ForAll(tables.ToArbitrary(), table =>
        {
            var (rows, order) = table;
            Assert.Equal(Describe(rows, names, [.. Enumerable.Range(0, names.Length)]), Describe(rows, names, order));
        }).Check(Cases.Drawn(200));
    }

    [Fact]
    public void Every_numeral_is_read_as_the_nearest_number()
    {
        var numerals = ArbMap.Default.GeneratorFor<NormalFloat>().Select(f => f.Get.ToString("R", CultureInfo.InvariantCulture))
            .Or(ArbMap.Default.GeneratorFor<NormalFloat>().Select(f => f.Get.ToString("E16", CultureInfo.InvariantCulture)))
            .Or(Gen.Choose(0, 9).ArrayOf().Where(d => d.Length > 0).Zip(Gen.Choose(0, 40)).Zip(Gen.Choose(-330, 310)).Select(t => string.Concat(t.Item1.Item1).Insert(Math.Min(t.Item1.Item2, t.Item1.Item1.Length), ".") + "e" + t.Item2.ToString(CultureInfo.InvariantCulture)));
        Prop.ForAll(numerals.ToArbitrary(), text =>
        {
            var read = new ReadRuns(new CsvRunReader(), folder.Write("n.csv", $"c,n,m\nx,1,{text}\nx,1,-{text.TrimStart('-')}\n"), Map);
            var expected = double.Parse(text, CultureInfo.InvariantCulture);
            Assert.Equal([expected, -Math.Abs(expected)], read.Runs.Select(r => r.Metrics[0].Replicates[0]));
        }).Check(Cases.Drawn(500));
    }

    private string Describe(List<string[]> rows, string[] names, int[] order)
    {
        var lines = new[] { names }.Concat(rows).Select(row => string.Join(',', order.Select(i => row[i])));
        File.WriteAllText(folder["p.csv"], string.Join('\n', lines));
        try
        {
            var read = new ReadRuns(new CsvRunReader(), folder["p.csv"], Map);
            return string.Join('\n', read.Runs.Select(r => $"{r.Key} {r.Status} {string.Join(' ', r.Parameters)} {string.Join(' ', r.Metrics.Select(m => m.Replicates[0]))} {string.Join(' ', r.Notes.OrderBy(n => n.Name, StringComparer.Ordinal))}"))
                + string.Join('\n', read.Refused.Select(r => r.Where + r.Reason)) + string.Join('\n', read.Remarks) + string.Join('\n', read.Parameters.SelectMany(p => p));
        }
        catch (RunSourceException e)
        {
            return e.Message.Split("The columns are")[0];
        }
    }

    private static string Quoted(string text, char separator, bool always) =>
        always || text.Contains(separator) || text.Contains('"') || text.Contains('\n') || text.Contains('\r') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
