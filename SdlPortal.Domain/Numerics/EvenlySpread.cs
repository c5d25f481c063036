namespace SdlPortal.Domain.Numerics;

/// <summary>A part of many things, chosen without chance: the same ones each time. Pure.</summary>
public static class EvenlySpread
{
    /// <summary>Places i · count / taken, rounded down, for i = 0 … taken − 1, where taken is the smaller of <paramref name="count"/> and <paramref name="most"/>; ascending, so all of them where there are no more.</summary>
    public static int[] Of(int count, int most)
    {
        var places = new int[Math.Min(count, Math.Max(0, most))];
        for (var i = 0; i < places.Length; i++)
            places[i] = (int)((long)i * count / places.Length);
        return places;
    }

    /// <summary>The things at these places.</summary>
    public static T[] Of<T>(IReadOnlyList<T> all, int most) => Array.ConvertAll(Of(all.Count, most), i => all[i]);
}
