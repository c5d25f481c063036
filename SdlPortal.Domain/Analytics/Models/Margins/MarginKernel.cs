using System.Text.Json.Serialization;

namespace SdlPortal.Domain.Analytics.Models.Margins;

/// <summary>How alike two rows are to a support vector machine: their product where <paramref name="Gamma"/> is 0, else exp(−γ ‖a − b‖²).</summary>
public sealed record MarginKernel(double Gamma)
{
    [JsonIgnore]
    public bool IsLinear => Gamma == 0;

    internal double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        if (IsLinear)
        {
            for (var j = 0; j < a.Length; j++)
                sum += a[j] * b[j];
            return sum;
        }

        for (var j = 0; j < a.Length; j++)
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        return Math.Exp(-Gamma * sum);
    }
}
