namespace SdlPortal.Domain.Analytics.Tables.Storing;

/// <summary>What is written about a stored table beside its values.</summary>
/// <param name="BlockRows">
/// Values lie in blocks of so many rows, the last one shorter; in a block column after column; a value is a double, its lowest byte first. Any number of columns grows in one file like that, written once from its beginning to its end.
/// </param>
internal sealed record TableRecord(int Version, string Name, int Rows, int BlockRows, string Hash, IReadOnlyList<TableColumn> Columns, IReadOnlyList<string> Remarks)
{
    public const int CurrentVersion = 1;
    public const string FileName = "table.json";
    public const string ValuesName = "values.bin";
}
