using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Web.Data.Rows;

/// <summary>What a filter asks of a cell.</summary>
public enum RowTest
{
    Is,
    IsNot,
    Below,
    AtMost,
    Above,
    AtLeast,
    Contains,
    Missing,
    Present,
}

/// <summary>Tests of cells in addresses and in words, and the kinds of columns that they serve.</summary>
public static class RowTests
{
    private static readonly (RowTest Test, string Key, string OfNumbers, string OfTexts, string OfTimes)[] Table =
    [
        (RowTest.Is, "is", "=", "is", "is at"),
        (RowTest.IsNot, "not", "≠", "is not", "is not at"),
        (RowTest.Below, "lt", "<", "", "is before"),
        (RowTest.AtMost, "le", "≤", "", "is not after"),
        (RowTest.Above, "gt", ">", "", "is after"),
        (RowTest.AtLeast, "ge", "≥", "", "is not before"),
        (RowTest.Contains, "has", "", "contains", ""),
        (RowTest.Missing, "missing", "is missing", "is missing", "is missing"),
        (RowTest.Present, "present", "is present", "is present", "is present"),
    ];

    /// <summary>The tests that a column of a kind has, in the order of a list of choices.</summary>
    public static IReadOnlyList<RowTest> For(ColumnKind kind) => [.. Table.Where(t => Words(t.Test, kind).Length > 0).Select(t => t.Test)];

    public static string Words(RowTest test, ColumnKind kind)
    {
        var row = Table.First(t => t.Test == test);
        return kind switch
        {
            ColumnKind.Number => row.OfNumbers,
            ColumnKind.Time => row.OfTimes,
            ColumnKind.Category => row.OfTexts,
            _ => test is RowTest.Missing or RowTest.Present ? row.OfTexts : "",
        };
    }

    public static string Key(RowTest test) => Table.First(t => t.Test == test).Key;

    public static RowTest? Of(string key) => Table.FirstOrDefault(t => t.Key == key) is { Key: not null } found ? found.Test : null;

    public static bool TakesValue(RowTest test) => test is not (RowTest.Missing or RowTest.Present);
}
