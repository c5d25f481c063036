using SdlPortal.Domain.MetaAnalysis.Harmonization;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>What the first reading of a column came to, and how its cells are to be read.</summary>
/// <param name="HasUnit">True where its heading's bracket is its unit, so that the name goes without.</param>
internal sealed record ColumnPlan(ColumnKind Kind, NumberStyle Style, string? Unit, bool HasUnit)
{
    /// <summary>True where the numbers of the first reading are not what the column shall hold.</summary>
    public bool ReadsAgain { get; init; }

    /// <summary>Of dates that end in their year; null where the column holds none.</summary>
    public DateOrder? Dates { get; init; }

    /// <summary>Where the column holds lengths of time such as "01:02:03", in seconds.</summary>
    public bool IsLengths { get; init; }

    /// <summary>Numbers without a unit count.</summary>
    public bool TakesPlain { get; init; } = true;

    /// <summary>How numbers in other units become the column's; a unit that is not here counts as missing. Null where every unit counts as it stands.</summary>
    public IReadOnlyDictionary<string, Conversion>? Conversions { get; init; }

    /// <summary>Sentences with how many cells each is about.</summary>
    public List<(long Cells, string Sentence)> Remarks { get; init; } = [];
}
