namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>Counts and sums of a stream up to some value; two of them make the mean and the spread of what lies between.</summary>
/// <param name="Seen">Values, missing ones included.</param>
/// <param name="Present">Values that are not missing.</param>
/// <param name="Sum">Of the present ones, less the reference's median.</param>
/// <param name="TamedSum">The same with wild values brought in (see <see cref="DriftReference.Tamed"/>), and their squares: of them the spread is measured, which a single spike would own otherwise.</param>
public readonly record struct DriftTotals(long Seen, long Present, double Sum, double TamedSum, double TamedSquares)
{
    public DriftTotals WithMissing() => this with { Seen = Seen + 1 };

    /// <param name="value">Less the reference's median.</param>
    public DriftTotals With(double value, double tamed) => new(Seen + 1, Present + 1, Sum + value, TamedSum + tamed, TamedSquares + (tamed * tamed));

    public static DriftTotals operator -(DriftTotals one, DriftTotals other) => new(one.Seen - other.Seen, one.Present - other.Present, one.Sum - other.Sum, one.TamedSum - other.TamedSum, one.TamedSquares - other.TamedSquares);

    public static DriftTotals Subtract(DriftTotals left, DriftTotals right) => left - right;

    public double Mean => Sum / Present;

    public double Sd => Present < 2 ? double.NaN : Math.Sqrt(Math.Max(0, (TamedSquares - (TamedSum * TamedSum / Present)) / (Present - 1)));
}
