namespace SdlPortal.Domain.Analytics.Models;

/// <summary>Scores of classes and their probabilities, without overflow.</summary>
internal static class Softmax
{
    /// <summary>exp(sₖ) / Σ exp(sⱼ), in place.</summary>
    public static void Of(Span<double> scores)
    {
        var most = double.NegativeInfinity;
        foreach (var score in scores)
            most = Math.Max(most, score);
        var sum = 0.0;
        foreach (ref var score in scores)
            sum += score = Math.Exp(score - most);
        foreach (ref var score in scores)
            score /= sum;
    }

    /// <summary>log Σ exp(sⱼ).</summary>
    public static double LogSum(ReadOnlySpan<double> scores)
    {
        var most = double.NegativeInfinity;
        foreach (var score in scores)
            most = Math.Max(most, score);
        var sum = 0.0;
        foreach (var score in scores)
            sum += Math.Exp(score - most);
        return most + Math.Log(sum);
    }

    /// <summary>1 / (1 + exp(−s)).</summary>
    public static double Logistic(double score) => score >= 0 ? 1 / (1 + Math.Exp(-score)) : Math.Exp(score) / (1 + Math.Exp(score));

    /// <summary>log(1 + exp(s)); for small exp(s) by its series, which 1 + exp(s) would lose.</summary>
    public static double Softplus(double score) => score > 0 ? score + Softplus(-score) : Log1P(Math.Exp(score));

    private static double Log1P(double z) => z < 1e-4 ? z * (1 - (z * (0.5 - (z / 3)))) : Math.Log(1 + z);
}
