namespace SdlPortal.Domain.Analytics.Preparation;

/// <summary>
/// Rows that were learned from, kept to fill in missing values from those that are nearest (Troyanskaya et al. 2001, Bioinformatics 17, 520). Immutable by agreement: nobody writes into the arrays.
/// </summary>
/// <param name="Values">By column of the preparation, then donor: after the logarithm, not scaled; of a category the index of its feature, −1 for a level that has none; not a number where missing.</param>
/// <param name="Spreads">Standard deviation of each column, by which distances are measured; 1 for categories.</param>
public sealed record DonorRows(double[][] Values, double[] Spreads)
{
    /// <summary>Donors kept at most, and cells of all donors together: a saved model stays a file of some megabytes, and a large table is filled in within seconds.</summary>
    public const int Most = 2000;

    public const int MostCells = 200_000;

    /// <summary>How many neighbors a value is taken from.</summary>
    public const int Neighbors = 5;

    public int Count => Values.Length == 0 ? 0 : Values[0].Length;
}
