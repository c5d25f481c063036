namespace SdlPortal.Domain.Analytics.Preparation;

/// <summary>Rows as a method works with them. Immutable by agreement: nobody writes into <see cref="Values"/>.</summary>
/// <param name="Values">n x d, row-major; finite.</param>
/// <param name="Features">d names: a column's own, or "solvent = DMF" for a level of a category.</param>
/// <param name="Rows">n rows of the table that was prepared, ascending.</param>
/// <param name="Remarks">What was left out, filled in, sampled or not usable, each a sentence for people.</param>
public sealed record PreparedRows(double[] Values, IReadOnlyList<string> Features, int[] Rows, IReadOnlyList<string> Remarks)
{
    public int Count => Rows.Length;

    public int Width => Features.Count;

    public ReadOnlySpan<double> this[int row] => Values.AsSpan(row * Width, Width);
}
