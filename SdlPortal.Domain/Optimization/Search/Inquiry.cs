namespace SdlPortal.Domain.Optimization.Search;

/// <summary>What a climb asks of the acquisition function before it can go on: points (row-major), and the answer once it is there.</summary>
internal sealed class Inquiry
{
    public double[] Points { get; private set; } = [];

    public int Count { get; private set; }

    public bool WantsGradients { get; private set; }

    public double[] Scores { get; private set; } = [];

    /// <summary>Row-major like the points; unused unless wanted.</summary>
    public double[] Gradients { get; private set; } = [];

    /// <summary>About one point, with its gradient if wanted.</summary>
    public Inquiry About(double[] point, bool wantsGradient)
    {
        Resize(1, point.Length, wantsGradient);
        point.CopyTo(Points, 0);
        return this;
    }

    /// <summary>About the scores of several points.</summary>
    public Inquiry About(IReadOnlyList<double[]> points)
    {
        var d = points[0].Length;
        Resize(points.Count, d, wantsGradients: false);
        for (var i = 0; i < points.Count; i++)
            points[i].CopyTo(Points, i * d);
        return this;
    }

    private void Resize(int count, int dimension, bool wantsGradients)
    {
        (Count, WantsGradients) = (count, wantsGradients);
        if (Points.Length < count * dimension)
            (Points, Scores) = (new double[count * dimension], new double[count]);
        if (wantsGradients && Gradients.Length < count * dimension)
            Gradients = new double[count * dimension];
    }
}
