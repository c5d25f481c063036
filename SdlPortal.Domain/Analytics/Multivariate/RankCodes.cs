using System.Buffers;
using System.Numerics;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>Average ranks as whole numbers, twice the rank, so that a million of them take four bytes each and sums are exact. Pure.</summary>
internal static class RankCodes
{
    private const int Bits = 11;
    private const int Passes = 6;
    private const int Few = 2048;

    /// <summary>Twice the average rank of each value among those that are there (2 … 2n); 0 where it is missing. By a radix sort of the bits, O(n).</summary>
    /// <param name="ties">Whether values are equal.</param>
    public static int[] Of(double[] values, out bool ties)
    {
        ties = false;
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
            ties |= end > i + 1;
            for (var k = i; k < end; k++)
                ranks[rows[k]] = i + 1 + end;
            i = end;
        }

        return ranks;
    }

    /// <summary>The same ranks among the rows alone where <paramref name="there"/> is not 0, by counting: O(n).</summary>
    /// <param name="among">n numbers that are written over.</param>
    public static void Among(int[] ranks, int[] there, int[] among)
    {
        var groups = ArrayPool<int>.Shared.Rent(ranks.Length + 1);
        Count(ranks, there, groups);
        Place(groups, ranks.Length, 0);
        for (var i = 0; i < ranks.Length; i++)
            among[i] = there[i] != 0 && ranks[i] != 0 ? groups[ranks[i] >> 1] : 0;
        ArrayPool<int>.Shared.Return(groups);
    }

    /// <summary>Spearman's ρ over the rows that both have; not a number where either is constant among them. O(n), and keeps no ranks.</summary>
    /// <param name="pairs">How many rows both have.</param>
    /// <param name="ties">Whether either has equal values.</param>
    public static double Spearman(int[] x, int[] y, int pairs, bool ties) => ties ? ByCounting(x, y, pairs) : BySubtracting(x, y, pairs);

    /// <summary>Without equal values a rank among fewer rows is the rank less the left-out rows below it: bits of those, which stay in the processor's cache, and their number before each 64.</summary>
    private static double BySubtracting(int[] x, int[] y, int pairs)
    {
        var (leftX, leftY, products) = (LeftOut.Of(x, y), LeftOut.Of(y, x), 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] != 0 && y[i] != 0)
                products += (long)((2 * leftX.Rank(x[i] >> 1)) - pairs - 1) * ((2 * leftY.Rank(y[i] >> 1)) - pairs - 1);
        }

        // Of n doubled ranks from their middle the squares add up to n (n² − 1) / 3.
        var squares = pairs * (((double)pairs * pairs) - 1) / 3;
        return squares > 0 ? Math.Clamp(products / squares, -1, 1) : double.NaN;
    }

    private static double ByCounting(int[] x, int[] y, int pairs)
    {
        var (groupsX, groupsY) = (ArrayPool<int>.Shared.Rent(x.Length + 1), ArrayPool<int>.Shared.Rent(x.Length + 1));
        Count(x, y, groupsX);
        Count(y, x, groupsY);
        var (squaresX, squaresY, products) = (Place(groupsX, x.Length, pairs + 1), Place(groupsY, x.Length, pairs + 1), 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            // Products of whole numbers below 2³¹ have their place in 63 bits.
            if (x[i] != 0 && y[i] != 0)
                products += (long)groupsX[x[i] >> 1] * groupsY[y[i] >> 1];
        }

        ArrayPool<int>.Shared.Return(groupsX);
        ArrayPool<int>.Shared.Return(groupsY);
        return squaresX > 0 && squaresY > 0 ? Math.Clamp(products / Math.Sqrt(squaresX) / Math.Sqrt(squaresY), -1, 1) : double.NaN;
    }

    /// <summary>How many rows that both have fall into each group of equal values. Halves of average ranks, rounded down, differ between groups and keep their order.</summary>
    private static void Count(int[] ranks, int[] there, int[] groups)
    {
        Array.Clear(groups, 0, ranks.Length + 1);
        for (var i = 0; i < ranks.Length; i++)
        {
            if (there[i] != 0 && ranks[i] != 0)
                groups[ranks[i] >> 1]++;
        }
    }

    /// <summary>Makes counts of groups their doubled average ranks less <paramref name="middle"/>.</summary>
    /// <returns>The sum of their squares.</returns>
    private static double Place(int[] groups, int rows, int middle)
    {
        var (before, squares) = (0, 0.0);
        for (var g = 0; g <= rows; g++)
        {
            var size = groups[g];
            if (size == 0)
                continue;
            var rank = (2 * before) + size + 1 - middle;
            squares += size * ((double)rank * rank);
            groups[g] = rank;
            before += size;
        }

        return squares;
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

    /// <summary>Rows that one column has and another has not, by their place in the order of the one.</summary>
    private readonly struct LeftOut(ulong[] bits, int[] before)
    {
        public static LeftOut Of(int[] ranks, int[] there)
        {
            var bits = new ulong[(ranks.Length >> 6) + 1];
            for (var i = 0; i < ranks.Length; i++)
            {
                if (ranks[i] != 0 && there[i] == 0)
                    bits[ranks[i] >> 7] |= 1UL << ((ranks[i] >> 1) & 63);
            }

            var before = new int[bits.Length];
            for (var w = 1; w < bits.Length; w++)
                before[w] = before[w - 1] + BitOperations.PopCount(bits[w - 1]);
            return new LeftOut(bits, before);
        }

        /// <summary>The rank among the rows that both have.</summary>
        public int Rank(int rank) => rank - before[rank >> 6] - BitOperations.PopCount(bits[rank >> 6] & ((1UL << (rank & 63)) - 1));
    }
}
