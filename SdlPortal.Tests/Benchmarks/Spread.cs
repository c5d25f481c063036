using System.Globalization;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>How measured milliseconds are spread.</summary>
internal sealed class Spread(IEnumerable<double> milliseconds)
{
    private readonly List<double> sorted = [.. milliseconds.Order()];

    public int Count => sorted.Count;

    public double Median => At(0.5);

    public double P95 => At(0.95);

    public double Max => sorted.Count > 0 ? sorted[^1] : double.NaN;

    public override string ToString() => Count == 0
        ? "nothing measured"
        : string.Create(CultureInfo.InvariantCulture, $"median {Median:0} ms, p95 {P95:0} ms, max {Max:0} ms (n = {Count})");

    /// <summary>The smallest value that a share of all does not exceed.</summary>
    private double At(double share) => sorted.Count == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
