using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Web.Data.Rows;

/// <summary>Kinds of columns in words.</summary>
public static class KindWords
{
    /// <summary>What such a column holds.</summary>
    public static string Of(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "numbers",
        ColumnKind.Category => "texts",
        ColumnKind.Time => "points in time",
        ColumnKind.Empty => "nothing",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
