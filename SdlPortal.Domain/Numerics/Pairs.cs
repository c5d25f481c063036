namespace SdlPortal.Domain.Numerics;

/// <summary>Two columns of equally many values beside each other. Pure.</summary>
public static class Pairs
{
    /// <summary>The places, ascending, where both have a finite number.</summary>
    public static int[] Finite(double[] x, double[] y) => [.. Enumerable.Range(0, x.Length).Where(i => double.IsFinite(x[i]) && double.IsFinite(y[i]))];

    /// <summary>The values at these places.</summary>
    public static double[] At(double[] values, int[] places) => Array.ConvertAll(places, i => values[i]);
}
