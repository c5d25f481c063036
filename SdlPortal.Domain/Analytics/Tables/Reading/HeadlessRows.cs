using System.Globalization;
using System.Text;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>The rows of a table whose first line is a row already: its columns are named by their places.</summary>
internal sealed class HeadlessRows : ITableRows
{
    private readonly ITableRows inner;
    private readonly byte[][] firstLine;
    private int state;

    public HeadlessRows(CsvRows inner)
    {
        this.inner = inner;
        firstLine = [.. inner.Columns.Select((c, i) => inner.IsUnnamed(i) ? [] : Encoding.UTF8.GetBytes(c))];
        Columns = [.. inner.Columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"column {i + 1}"))];
    }

    public IReadOnlyList<string> Columns { get; }

    public string? Fault => state > 1 ? inner.Fault : null;

    public bool IsShort => state > 1 && inner.IsShort;

    public long Line => state > 1 ? inner.Line : 1;

    public double Fraction => inner.Fraction;

    public ReadOnlySpan<byte> this[int column] => state > 1 ? inner[column] : firstLine[column];

    public bool Read()
    {
        if (state < 2)
            state++;
        return state == 1 || inner.Read();
    }

    public void Dispose() => inner.Dispose();
}
