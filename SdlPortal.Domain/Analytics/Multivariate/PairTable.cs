namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>A number for every pair of columns, the same both ways round. Immutable by agreement.</summary>
/// <param name="Diagonal">Of each column with itself.</param>
/// <param name="Below">The triangle below the diagonal, row after row: (1, 0), (2, 0), (2, 1), (3, 0) …</param>
public sealed record PairTable(double[] Diagonal, double[] Below)
{
    public int Width => Diagonal.Length;

    public double this[int i, int j] => i == j ? Diagonal[i] : Below[Index(i, j)];

    /// <summary>Pairs among so many columns.</summary>
    public static int Pairs(int width) => width * (width - 1) / 2;

    /// <summary>Where a pair stands in <see cref="Below"/>; i differs from j.</summary>
    public static int Index(int i, int j) => i > j ? Pairs(i) + j : Pairs(j) + i;

    /// <summary>The same with its columns in another order: column k of the new table is column <paramref name="order"/>[k] of this.</summary>
    public PairTable Ordered(IReadOnlyList<int> order)
    {
        var below = new double[Pairs(order.Count)];
        for (var i = 1; i < order.Count; i++)
        {
            for (var j = 0; j < i; j++)
                below[Index(i, j)] = this[order[i], order[j]];
        }

        return new PairTable([.. order.Select(k => Diagonal[k])], below);
    }
}
