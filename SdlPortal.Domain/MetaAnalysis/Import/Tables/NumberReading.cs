using System.Globalization;
using System.Text;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>How the numbers of one column are read: in which unit, whole or not, and what else a cell may say.</summary>
/// <param name="Unit">The unit that is written behind the numbers; null where none is.</param>
/// <param name="TakesPlain">True where numbers without a unit count too.</param>
/// <param name="TakesInfinite">Outcomes may be infinite, settings not.</param>
internal sealed record NumberReading(string Name, int Column, bool DecimalComma, string? Unit, bool TakesPlain, bool IsInteger, bool TakesInfinite)
{
    /// <summary>Words that count 1, 2, 3 instead of numbers; null where the column holds numbers.</summary>
    public IReadOnlyList<string>? Levels { get; init; }

    private readonly byte[] unitBytes = Encoding.UTF8.GetBytes(Unit ?? "");

    /// <param name="declaredUnit">What the map says; null where it says nothing.</param>
    public static NumberReading Of(ColumnCensus census, int column, bool decimalComma, string? declaredUnit, bool isInteger, bool takesInfinite)
    {
        var unit = census.Unit;
        return new NumberReading(census.Name, column, decimalComma, unit ?? declaredUnit, unit is null || unit == declaredUnit, isInteger, takesInfinite);
    }

    /// <param name="number">Not a number where the cell has none.</param>
    /// <param name="problem">Why the row cannot be taken; null where it can.</param>
    public void Read(ReadOnlySpan<byte> cell, out double number, out string? problem)
    {
        problem = null;
        if (Levels is not null && !cell.IsEmpty)
        {
            number = LevelOf(cell);
            if (number == 0)
                problem = $"{Cells.Quote(cell)} in column '{Name}' is none of {string.Join(", ", Levels)}. Correct it, or add it to the levels.";
            return;
        }

        switch (Cells.Read(cell, DecimalComma, out number, out var unit))
        {
            case CellForm.Number:
                if (!TakesPlain)
                    problem = $"{Cells.Quote(cell)} in column '{Name}' has no unit; the others are in {Unit}. Write all in one unit.";
                else if (IsInteger && Math.Floor(number) != number)
                    problem = $"{Cells.Quote(cell)} in column '{Name}' is no whole number. Correct it, or map the column as numbers.";
                break;
            case CellForm.NumberWithUnit:
                if (!unit.SequenceEqual(unitBytes))
                    problem = $"{Cells.Quote(cell)} in column '{Name}' has the unit {Cells.Text(unit)}; the others {(Unit is null ? "have none" : $"are in {Unit}")}. Write all in one unit.";
                else if (IsInteger && Math.Floor(number) != number)
                    problem = $"{Cells.Quote(cell)} in column '{Name}' is no whole number. Correct it, or map the column as numbers.";
                break;
            case CellForm.Infinite when !TakesInfinite:
                problem = $"{Cells.Quote(cell)} in column '{Name}' is no finite number. Correct it, or leave it blank where the parameter was not active.";
                break;
            case CellForm.Text:
                problem = string.Create(CultureInfo.InvariantCulture, $"{Cells.Quote(cell)} in column '{Name}' is no number. Correct it, or leave it blank.");
                break;
        }
    }

    /// <summary>From 1; 0 where there is none.</summary>
    private int LevelOf(ReadOnlySpan<byte> cell)
    {
        var text = Cells.Text(cell);
        for (var i = 0; i < Levels!.Count; i++)
        {
            if (Levels[i] == text)
                return i + 1;
        }

        return 0;
    }
}
