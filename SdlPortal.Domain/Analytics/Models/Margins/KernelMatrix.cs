namespace SdlPortal.Domain.Analytics.Models.Margins;

/// <summary>The kernel between training rows, row by row when first asked for. Scratch of one fit.</summary>
internal sealed class KernelMatrix(double[] x, int width, int count, MarginKernel kernel)
{
    private readonly float[]?[] rows = new float[]?[count];

    public int Count => count;

    public float[] Row(int i)
    {
        if (rows[i] is { } known)
            return known;
        var row = new float[count];
        var point = x.AsSpan(i * width, width);
        for (var k = 0; k < count; k++)
            row[k] = (float)kernel.Of(point, x.AsSpan(k * width, width));
        return rows[i] = row;
    }

    public double Diagonal(int i) => kernel.IsLinear ? (float)kernel.Of(x.AsSpan(i * width, width), x.AsSpan(i * width, width)) : 1;

    /// <summary>The same between some of the rows.</summary>
    public KernelMatrix Among(int[] some)
    {
        var part = new double[some.Length * width];
        for (var i = 0; i < some.Length; i++)
            x.AsSpan(some[i] * width, width).CopyTo(part.AsSpan(i * width));
        return new KernelMatrix(part, width, some.Length, kernel);
    }
}
