namespace SdlPortal.Web.MetaAnalysis.Import;

/// <summary>
/// Rows that belong to owners, both in the order of the owners' keys (the first column): the rows of one owner after the other in a single pass, however many there are. Rows whose owner does not come are given as orphans. For one thread.
/// </summary>
internal sealed class OwnedRows<T>(SqliteRows? rows, Func<SqliteRows, T> key) : IDisposable
    where T : IComparable<T>
{
    private bool started;
    private bool there;
    private T current = default!;

    /// <summary>Gives the rows of the owner, and before them those of owners that have been passed over.</summary>
    /// <param name="isLast">True to give all that remain as orphans.</param>
    public void Take(T owner, Action<SqliteRows> row, Action<T, SqliteRows> orphan, bool isLast = false)
    {
        if (rows is null)
            return;
        if (!started)
        {
            started = true;
            Advance();
        }

        while (there)
        {
            var order = isLast ? -1 : Compare(current, owner);
            if (order > 0)
                return;
            if (order == 0)
                row(rows);
            else
                orphan(current, rows);
            Advance();
        }
    }

    public void Dispose() => rows?.Dispose();

    /// <summary>Texts in SQLite's order, which is that of their bytes.</summary>
    private static int Compare(T a, T b) => a is string x && b is string y ? string.CompareOrdinal(x, y) : a.CompareTo(b);

    private void Advance()
    {
        there = rows!.Next();
        if (there)
            current = key(rows);
    }
}
