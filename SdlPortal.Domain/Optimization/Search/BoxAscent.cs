using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization.Search;

/// <summary>Climbs between 0 and 1 in some columns by limited-memory BFGS, asking for one score and gradient at a time.</summary>
internal sealed class BoxAscent(Inquiry inquiry)
{
    private const int MaxIterations = 60;
    private const double Tolerance = 1e-6;
    private const double Least = 1e-10;

    /// <summary>The point reached, all columns, and its score; at least as good as the start.</summary>
    public double[] Unit { get; private set; } = [];

    public double Score { get; private set; } = double.NegativeInfinity;

    public IEnumerable<Inquiry> Climb(double[] start, IReadOnlyList<int> columns)
    {
        Unit = (double[])start.Clone();
        var asked = (double[])start.Clone();
        var ones = new double[columns.Count];
        Array.Fill(ones, 1);
        var search = new LbfgsbSearch([.. columns.Select(j => start[j])], new double[columns.Count], ones, MaxIterations, Tolerance, Least);
        while (search.Advance())
        {
            if (-search.Value > Score)
                Take(search, columns);
            for (var k = 0; k < columns.Count; k++)
                asked[columns[k]] = search.Trial[k];
            yield return inquiry.About(asked, wantsGradient: true);
            search.TrialValue = -inquiry.Scores[0];
            for (var k = 0; k < columns.Count; k++)
                search.TrialGradient[k] = -inquiry.Gradients[columns[k]];
        }

        Take(search, columns);
    }

    private void Take(LbfgsbSearch search, IReadOnlyList<int> columns)
    {
        Score = -search.Value;
        for (var k = 0; k < columns.Count; k++)
            Unit[columns[k]] = search.X[k];
    }
}
