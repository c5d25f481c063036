namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Counts what is odd in rows that are taken nevertheless, so that a million of them make one sentence.</summary>
internal sealed class RowTally
{
    private readonly Dictionary<string, (long Count, string Where)> counts = new(StringComparer.Ordinal);

    /// <param name="what">The sentence's end, after "3 rows (first in line 7)". The same for all rows that are odd in this way: it is counted by.</param>
    /// <param name="cell">The odd cell of the row; that of the first row is told.</param>
    public void Add(string what, long line, ReadOnlySpan<byte> cell = default)
    {
        counts.TryGetValue(what, out var so);
        counts[what] = (so.Count + 1, so.Where ?? $"line {line}{(cell.IsEmpty ? "" : ": " + Cells.Quote(cell))}");
    }

    public IEnumerable<string> Sentences =>
        counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value.Count:N0} {(c.Value.Count == 1 ? "row" : "rows")} ({(c.Value.Count == 1 ? "in" : "first in")} {c.Value.Where}) {c.Key}");
}
