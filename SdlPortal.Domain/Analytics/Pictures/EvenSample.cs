namespace SdlPortal.Domain.Analytics.Pictures;

/// <summary>Rows evenly spread over a table, for pictures that cannot show all of them. Pure: the same rows each time.</summary>
public static class EvenSample
{
    /// <summary>Places i · count / most, rounded down, for i = 0 … most − 1; all of them where they are no more than that.</summary>
    public static int[] Of(int count, int most) => count <= most
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, most).Select(i => (int)((long)i * count / most))];
}
