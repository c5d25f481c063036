using MathNet.Numerics.Statistics;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>
/// Whether the outcome goes one way along a numeric parameter, as ranks tell: Spearman's correlation with the interval of Bonett and Wright (2000, Psychometrika 65, 23) on Fisher's z, and the test of Mann and Kendall. Pure.
/// </summary>
internal static class TrendSearch
{
    private const int FewestRuns = 10;

    /// <summary>Pairs are counted one by one.</summary>
    private const int MostRuns = 1000;

    /// <returns>Its corrected p-value is still to come.</returns>
    public static Answer<Trend> Of(ParameterColumn column, double[] outcomes)
    {
        var name = column.Shape.Name;
        if (column.Shape.IsCategory)
            return Answer<Trend>.NotEnough($"{name} has no order, so it has no trend.");
        int[] active = [.. Enumerable.Range(0, outcomes.Length).Where(i => !double.IsNaN(column.Values[i]))];
        if (active.Length < FewestRuns)
            return Answer<Trend>.NotEnough($"{active.Length} runs with {name}; at least {FewestRuns} are needed for a trend.");
        var stride = (active.Length + MostRuns - 1) / MostRuns;
        int[] rows = [.. Enumerable.Range(0, (active.Length + stride - 1) / stride).Select(k => active[k * stride])];
        double[] x = [.. rows.Select(i => column.Values[i])];
        double[] y = [.. rows.Select(i => outcomes[i])];
        if (x.All(v => v == x[0]) || y.All(v => v == y[0]))
            return Answer<Trend>.NotEnough($"{(x.All(v => v == x[0]) ? name : "The outcome")} is the same in all {rows.Length} runs, so there is no trend to see.");
        var spearman = Math.Clamp(Correlation.Spearman(x, y), -1, 1);
        var (z, half) = (Fisher(spearman), 1.959963984540054 * Math.Sqrt(Variance(spearman, rows.Length)));
        var (tau, p, _) = KendallTest.Of(x, y);
        return Answer<Trend>.Of(new Trend(name, spearman, Math.Tanh(z - half), Math.Tanh(z + half), tau, p, double.NaN, rows.Length, outcomes.Length));
    }

    /// <summary>Fisher's z; a perfect correlation counts as one just below.</summary>
    public static double Fisher(double correlation) => Math.Atanh(Math.Clamp(correlation, -0.999999, 0.999999));

    /// <summary>Of Fisher's z of Spearman's correlation.</summary>
    public static double Variance(double spearman, int count) => (1 + (spearman * spearman / 2)) / (count - 3);
}
