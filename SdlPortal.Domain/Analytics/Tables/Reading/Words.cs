using System.Globalization;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>Counts in sentences.</summary>
internal static class Words
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"3 of 66 are", "1 of 66 is".</summary>
    public static string Of(long count, long all, string many, string one) => $"{Count(count)} of {Count(all)} {(count == 1 ? one : many)}";

    /// <summary>"3 of 66 cells are", "1 of 66 cells is".</summary>
    public static string Cells(long count, long all, string many, string one) => $"{Count(count)} of {Count(all)} {(all == 1 ? "cell" : "cells")} {(count == 1 ? one : many)}";

    public static string CountAs(long count) => count == 1 ? "counts as" : "count as";
}
