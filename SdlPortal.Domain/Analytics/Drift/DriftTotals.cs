namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>Counts and sums of a stream up to some value; two of them make the mean and the spread of what lies between.</summary>
/// <param name="Seen">Values, missing ones included.</param>
/// <param name="Present">Values that are not missing.</param>
/// <param name="Sum">Of the present ones, less the reference's median.</param>
public readonly record struct DriftTotals(long Seen, long Present, double Sum, double Squares)
{
    public DriftTotals With(double? value) => value is { } x ? new(Seen + 1, Present + 1, Sum + x, Squares + (x * x)) : this with { Seen = Seen + 1 };

    public static DriftTotals operator -(DriftTotals one, DriftTotals other) => new(one.Seen - other.Seen, one.Present - other.Present, one.Sum - other.Sum, one.Squares - other.Squares);

    public static DriftTotals Subtract(DriftTotals left, DriftTotals right) => left - right;

    public double Mean => Sum / Present;

    public double Sd => Present < 2 ? double.NaN : Math.Sqrt(Math.Max(0, (Squares - (Sum * Sum / Present)) / (Present - 1)));
}
