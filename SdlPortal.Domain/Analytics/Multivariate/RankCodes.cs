namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>Average ranks as whole numbers, twice the rank, so that a million of them take four bytes each and sums are exact. Pure.</summary>
internal static class RankCodes
{
    private const int Bits = 11;
    private const int Passes = 6;
    private const int Few = 2048;

    /// <summary>Twice the average rank of each value among those that are there (2 … 2n); 0 where it is missing. By a radix sort of the bits, O(n).</summary>
    public static int[] Of(double[] values)
    {
        var (keys, rows) = (new ulong[values.Length], new int[values.Length]);
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
                continue;
            // Adding 0 makes both zeros alike; the bits of negative numbers run backwards.
            var bits = BitConverter.DoubleToInt64Bits(values[i] + 0.0);
            keys[count] = (ulong)(bits ^ ((bits >> 63) | long.MinValue));
            rows[count++] = i;
        }

        if (count <= Few)
            Array.Sort(keys, rows, 0, count);
        else
            (keys, rows) = Sorted(keys, rows, count);
        var ranks = new int[values.Length];
        for (var i = 0; i < count;)
        {
            var end = i + 1;
            while (end < count && keys[end] == keys[i])
                end++;
            for (var k = i; k < end; k++)
                ranks[rows[k]] = i + 1 + end;
            i = end;
        }

        return ranks;
    }

    /// <summary>The same ranks among the rows alone where <paramref name="there"/> is not 0, by counting: O(n).</summary>
    public static int[] Among(int[] ranks, int[] there)
    {
        // Halves of average ranks, rounded down, still differ between groups of equal values and keep their order.
        var counts = new int[ranks.Length + 1];
        for (var i = 0; i < ranks.Length; i++)
        {
            if (there[i] != 0 && ranks[i] != 0)
                counts[ranks[i] >> 1]++;
        }

        var before = 0;
        for (var g = 0; g < counts.Length; g++)
        {
            var size = counts[g];
            counts[g] = (2 * before) + size + 1;
            before += size;
        }

        var among = new int[ranks.Length];
        for (var i = 0; i < ranks.Length; i++)
            among[i] = there[i] != 0 && ranks[i] != 0 ? counts[ranks[i] >> 1] : 0;
        return among;
    }

    private static (ulong[] Keys, int[] Rows) Sorted(ulong[] keys, int[] rows, int count)
    {
        var (otherKeys, otherRows) = (new ulong[keys.Length], new int[rows.Length]);
        var places = new int[Passes << Bits];
        for (var i = 0; i < count; i++)
        {
            for (var pass = 0; pass < Passes; pass++)
                places[(pass << Bits) + Digit(keys[i], pass)]++;
        }

        for (var pass = 0; pass < Passes; pass++)
        {
            var place = places.AsSpan(pass << Bits, 1 << Bits);
            if (place[Digit(keys[0], pass)] == count)
                continue;
            var sum = 0;
            for (var d = 0; d < place.Length; d++)
                (place[d], sum) = (sum, sum + place[d]);
            for (var i = 0; i < count; i++)
            {
                var to = place[Digit(keys[i], pass)]++;
                otherKeys[to] = keys[i];
                otherRows[to] = rows[i];
            }

            (keys, otherKeys, rows, otherRows) = (otherKeys, keys, otherRows, rows);
        }

        return (keys, rows);
    }

    private static int Digit(ulong key, int pass) => (int)(key >> (pass * Bits)) & ((1 << Bits) - 1);
}
