using System.Runtime.Intrinsics;

namespace SdlPortal.Domain.Numerics;

/// <summary>
/// Elementary functions of eight numbers at a time whose digits depend on neither the machine nor the other seven (the library's own fall back to another algorithm
/// for all when one is extreme). Pure functions.
/// </summary>
internal static class LaneMath
{
    /// <summary>1.5 · 2⁵²: adding it leaves the nearest whole number in the low bits.</summary>
    private const double Magic = 6755399441055744;

    /// <summary>eˣ for x ≤ 709, relative error 3e-16; 0 below -708. Reduced to |r| ≤ log(2)/2, then Taylor's series to the 13th power.</summary>
    public static Vector512<double> Exp(Vector512<double> x)
    {
        var shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.4426950408889634074), Vector512.Create(Magic));
        var n = shifted - Vector512.Create(Magic);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-6.93147180369123816490e-01), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.90821492927058770002e-10), r);
        var p = Vector512.Create(1.0 / 6227020800);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 479001600));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 39916800));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 3628800));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 362880));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 40320));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 5040));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 720));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 120));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 24));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 6));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512<double>.One);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512<double>.One);

        // 2ⁿ by its exponent bits; what the magic number adds above them is shifted out.
        var power = ((shifted.AsInt64() + Vector512.Create(1023L)) << 52).AsDouble();
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(-708.0)), Vector512<double>.Zero, p * power);
    }

    /// <summary>The natural logarithm of each number.</summary>
    public static Vector512<double> Log(Vector512<double> x)
    {
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
            x = x.WithElement(lane, Math.Log(x[lane]));
        return x;
    }
}
