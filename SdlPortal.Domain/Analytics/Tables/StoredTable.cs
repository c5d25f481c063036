namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>A table in a folder: what its columns are in one file, the values in another. A column is read from disk whenever it is asked for; the files are held, so that a table that somebody deletes can be read to the end.</summary>
public sealed class StoredTable : DataTable
{
    public override string Name => throw new NotImplementedException();

    public override string Hash => throw new NotImplementedException();

    public override int Rows => throw new NotImplementedException();

    public override IReadOnlyList<TableColumn> Columns => throw new NotImplementedException();

    public override double[] Values(int column) => throw new NotImplementedException();

    /// <exception cref="IOException">It is not there or damaged.</exception>
    public static StoredTable Open(string folder, string? name = null) => throw new NotImplementedException();

    /// <summary>Writes any table; the folder is there whole or not at all.</summary>
    public static StoredTable Write(DataTable table, string folder, AnalysisStep step) => throw new NotImplementedException();
}
