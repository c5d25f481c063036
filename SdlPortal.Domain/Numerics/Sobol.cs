using System.Numerics;

namespace SdlPortal.Domain.Numerics;

/// <summary>
/// A Sobol sequence in Gray-code order, any point by its index. Unscrambled it starts at the origin; scrambled it is a random linear
/// matrix scramble with a digital shift (Matousek 1998, J. Complexity 14, 527), which keeps the net's balance and makes every point uniform.
/// Immutable.
/// </summary>
public sealed class Sobol
{
    public const int MaxDimension = 53;
    private const int Bits = 52;
    private readonly ulong[][] directions;
    private readonly ulong[] shift;

    private Sobol(ulong[][] directions, ulong[] shift) => (this.directions, this.shift) = (directions, shift);

    public int Dimension => directions.Length;

    public static Sobol Unscrambled(int dimension) => new(Directions(dimension), new ulong[dimension]);

    public static Sobol Scrambled(int dimension, long seed)
    {
        var random = SeededRandom.Derive(seed, 0x50B01);
        var mixing = Directions(dimension);
        var offset = new ulong[dimension];
        var rows = new ulong[Bits];
        for (var d = 0; d < dimension; d++)
        {
            // Row i of the lower triangular matrix mixes the i leading digits into digit i; its own digit always counts.
            for (var i = 0; i < Bits; i++)
            {
                var own = 1UL << (Bits - 1 - i);
                var leading = ~((own << 1) - 1) & ((1UL << Bits) - 1);
                rows[i] = (random.NextBits() & leading) | own;
            }

            for (var k = 0; k < Bits; k++)
            {
                var mixed = 0UL;
                for (var i = 0; i < Bits; i++)
                    mixed |= (ulong)(BitOperations.PopCount(rows[i] & mixing[d][k]) & 1) << (Bits - 1 - i);
                mixing[d][k] = mixed;
            }

            offset[d] = random.NextBits() >> (64 - Bits);
        }

        return new Sobol(mixing, offset);
    }

    /// <summary>Point number <paramref name="index"/> (from 0), each coordinate in [0, 1).</summary>
    public double[] Point(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var gray = (ulong)index ^ ((ulong)index >> 1);
        var point = new double[Dimension];
        for (var d = 0; d < point.Length; d++)
        {
            var bits = shift[d];
            for (var rest = gray; rest != 0; rest &= rest - 1)
                bits ^= directions[d][BitOperations.TrailingZeroCount(rest)];
            point[d] = bits * (1.0 / (1UL << Bits));
        }

        return point;
    }

    /// <summary>
    /// Scrambled point of any dimension: columns beyond <see cref="MaxDimension"/> are independent uniform numbers, drawn from seed and index.
    /// </summary>
    public static double[] ScrambledPoint(int dimension, long seed, long index) => Wide(dimension, seed)(index);

    /// <summary>The sequence behind <see cref="ScrambledPoint"/>, to take many points from.</summary>
    public static Func<long, double[]> Wide(int dimension, long seed)
    {
        var sobol = Scrambled(Math.Min(dimension, MaxDimension), seed);
        if (dimension <= MaxDimension)
            return sobol.Point;
        return index =>
        {
            var point = new double[dimension];
            sobol.Point(index).CopyTo(point, 0);
            var random = SeededRandom.Derive(seed, index, 0x31DE);
            for (var d = MaxDimension; d < dimension; d++)
                point[d] = random.NextDouble();
            return point;
        };
    }

    private static ulong[][] Directions(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, MaxDimension);
        var table = new ulong[dimension][];
        for (var d = 0; d < dimension; d++)
        {
            var v = new ulong[Bits];
            table[d] = v;
            if (d == 0)
            {
                for (var k = 0; k < Bits; k++)
                    v[k] = 1UL << (Bits - 1 - k);
                continue;
            }

            var row = SobolDirections.Rows[d - 1];
            var polynomial = row[0];
            var degree = row.Length - 1;
            for (var k = 0; k < Bits; k++)
            {
                if (k < degree)
                {
                    v[k] = (ulong)row[k + 1] << (Bits - 1 - k);
                    continue;
                }

                v[k] = v[k - degree] ^ (v[k - degree] >> degree);
                for (var j = 1; j < degree; j++)
                {
                    if (((polynomial >> (degree - j)) & 1) == 1)
                        v[k] ^= v[k - j];
                }
            }
        }

        return table;
    }
}
