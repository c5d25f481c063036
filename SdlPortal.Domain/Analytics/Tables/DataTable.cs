namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>
/// A table of any origin: a campaign's experiments, imported runs or an uploaded file. Columns by rows; what a row is, the table does not know. Immutable and safe for any thread; values may be read from disk whenever they are asked for,
/// so callers hold no more columns than they need.
/// </summary>
public abstract class DataTable
{
    public abstract string Name { get; }

    /// <summary>Of everything that answers can depend on: columns, kinds, units, levels and values. 16 lower-case hexadecimal digits.</summary>
    public abstract string Hash { get; }

    public abstract int Rows { get; }

    public abstract IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>What reading the whole of it met and did: rows left out, an encoding guessed. Sentences for people.</summary>
    public virtual IReadOnlyList<string> Remarks => [];

    /// <summary>One number per row: of a category the index of its level, of a time the seconds since 1970-01-01 UTC; not a number where the cell is missing. A fresh array that the caller may change.</summary>
    public abstract double[] Values(int column);

    /// <summary>Some values of a column, in the order in which their rows are named: for a look at a few rows of a long table. A fresh array that the caller may change.</summary>
    public virtual double[] ValuesAt(int column, ReadOnlySpan<int> rows)
    {
        var all = Values(column);
        var some = new double[rows.Length];
        for (var i = 0; i < some.Length; i++)
            some[i] = all[rows[i]];
        return some;
    }

    /// <summary>The number of a row in the table as it was brought, from 0: what people know it by also where rows are left out.</summary>
    public virtual int SourceRow(int row) => row;

    /// <param name="column">Its name, or else its heading in the file; compared letter by letter.</param>
    /// <returns>−1 where there is none.</returns>
    public int IndexOf(string column)
    {
        var byHeading = -1;
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == column)
                return i;
            if (byHeading < 0 && Columns[i].Heading == column)
                byHeading = i;
        }

        return byHeading;
    }
}
