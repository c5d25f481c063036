using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>How a column that the map does not name is kept: as numbers where all its cells are numbers and none is a padded label such as "00012", else as texts.</summary>
internal sealed class NoteReading(ColumnCensus census, int column, bool decimalComma)
{
    private const int MostLabels = 10_000;

    private readonly bool isNumber = census is { Numbers: > 0, NumbersWithUnit: 0, Words: 0, IsPadded: false };
    private readonly TextPool labels = new(MostLabels);

    public string Name { get; } = census.Name;

    public int Column { get; } = column;

    /// <summary>Null where the cell is blank.</summary>
    public ParameterValue? Read(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty)
            return null;
        return isNumber && Cells.Read(cell, decimalComma, out var number, out _) == CellForm.Number ? ParameterValue.Of(number) : ParameterValue.Of(labels.Get(cell));
    }
}
