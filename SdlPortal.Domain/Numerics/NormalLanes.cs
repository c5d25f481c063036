using System.Runtime.Intrinsics;

namespace SdlPortal.Domain.Numerics;

/// <summary>The standard normal distribution for eight numbers at a time, the same digits on every machine. Pure functions.</summary>
internal static class NormalLanes
{
    /// <summary>
    /// (1 + x) Q(x)/φ(x) as a polynomial in t = (x - 4)/(x + 4), lowest power first: the Chebyshev series of the ratio for x ≥ 0, cut off where its terms fall
    /// below 4e-16 (the mapping is that of Shepherd and Laframboise 1981, Math. Comp. 36, 249; coefficients computed with 100 digits). Relative error 2e-16.
    /// </summary>
    private static readonly double[] Mills =
    [
        1.1832619145678014, -0.2423996705218081, 0.03509188023476339, 0.07169048120143744, -0.08070800967978549, 0.04495912907706981,
        -0.01253910360671188, -0.0007159509052838121, 0.001741848641757937, -0.00023670175882712258, -0.00022021482490664187, 5.3266970938315365e-05,
        3.4156106940806135e-05, -8.606187876096938e-06, -6.546928120500802e-06, 1.0194890870987357e-06, 1.3805876779523012e-06, -3.101083609757584e-09,
        -2.7628944223830873e-07, -4.494916382038613e-08, 4.372207364651429e-08, 1.3723059452459651e-08, -3.874300207686973e-09, -1.6952996818880583e-09,
    ];

    /// <summary>
    /// φ(z), Φ(z) and the expected excess h(z) = φ(z) + z Φ(z), each with small relative error as long as φ(z) does not underflow (z above -37):
    /// about 4e-16 z² for h below 0, where its two terms nearly cancel.
    /// </summary>
    public static (Vector512<double> Density, Vector512<double> Cdf, Vector512<double> Excess) All(Vector512<double> z)
    {
        var x = Vector512.Abs(z);
        var four = Vector512.Create(4.0);
        var t = (x - four) / (x + four);
        var p = Vector512.Create(Mills[^1]);
        for (var i = Mills.Length - 2; i >= 0; i--)
            p = Vector512.FusedMultiplyAdd(p, t, Vector512.Create(Mills[i]));
        var mills = p / (Vector512<double>.One + x);
        var density = Exponential.OfNegative(x * x * -0.5) * 0.3989422804014326779;
        var tail = density * mills;
        var isNegative = Vector512.LessThan(z, Vector512<double>.Zero);
        var cdf = Vector512.ConditionalSelect(isNegative, tail, Vector512<double>.One - tail);
        var excess = (density * (Vector512<double>.One - (x * mills))) + Vector512.Max(z, Vector512<double>.Zero);
        return (density, cdf, excess);
    }
}
