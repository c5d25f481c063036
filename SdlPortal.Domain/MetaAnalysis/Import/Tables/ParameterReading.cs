using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>How a column is read as a parameter, decided over the whole column.</summary>
/// <param name="Shape">As declared before the rows; the choices of a category follow after them.</param>
/// <param name="Number">Null for a category.</param>
/// <param name="Choices">The choices met so far; null for numbers.</param>
internal sealed record ParameterReading(ParameterShape Shape, int Column, NumberReading? Number, TextPool? Choices)
{
    /// <summary>More different choices than these are not declared.</summary>
    public const int MostChoices = 10_000;

    public static ParameterReading Of(MappedParameter map, int column, ColumnCensus census, bool decimalComma)
    {
        var kind = map.Kind ?? census.Kind ?? ParameterKind.Number;
        if (kind == ParameterKind.Category)
            return new ParameterReading(new ParameterShape(map.Name, kind, Scale.Linear, map.Unit), column, null, new TextPool(MostChoices));
        var number = NumberReading.Of(census, column, decimalComma, map.Unit, kind == ParameterKind.Integer, takesInfinite: false);
        return new ParameterReading(new ParameterShape(map.Name, kind, map.Scale ?? Scale.Linear, map.Unit ?? census.Unit), column, number, null);
    }

    /// <summary>What a person should know of this column; null where nothing is odd.</summary>
    public static string? Remark(MappedParameter map, ColumnCensus census)
    {
        var column = map.Column ?? map.Name;
        if (map.Kind is null && census.Values == 0)
            return $"Column '{column}' has no value, so parameter {map.Name} is active in no run.";
        if (map.Kind is null && census.IsMixed && !census.IsNumeric)
            return $"Column '{column}' holds {census.Numbers + census.NumbersWithUnit:N0} numbers and {census.Words:N0} texts (first {Cells.Quote(census.FirstWord!.Value.Text)} in line {census.FirstWord.Value.Line}), so its values are taken as choices. Map it with \"kind\": \"number\" to refuse the texts.";
        if (map.Kind == ParameterKind.Category && map.Scale == Scale.Log)
            return $"Parameter {map.Name} is a category, so its scale says nothing.";
        return null;
    }

    /// <summary>The value, or null where the parameter was not active.</summary>
    public ParameterValue? Read(ReadOnlySpan<byte> cell, out string? problem)
    {
        problem = null;
        if (cell.IsEmpty)
            return null;
        if (Number is not null)
        {
            Number.Read(cell, out var number, out problem);
            return problem is null && !double.IsNaN(number) ? ParameterValue.Of(number) : default(ParameterValue?);
        }

        return cell.Length == 3 && Cells.Read(cell, false, out _, out _) == CellForm.NotANumber ? default(ParameterValue?) : ParameterValue.Of(Choices!.Get(cell));
    }
}
