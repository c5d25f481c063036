using System.Text.Json.Serialization;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Margins;

/// <summary>How alike two rows are to a support vector machine: their product where <paramref name="Gamma"/> is 0, else exp(−γ ‖a − b‖²).</summary>
public sealed record MarginKernel(double Gamma)
{
    [JsonIgnore]
    public bool IsLinear => Gamma == 0;

    internal double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => IsLinear ? Vectors.Dot(a, b) : Math.Exp(-Gamma * Vectors.SquaredDistance(a, b));
}
