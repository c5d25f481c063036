using System.Globalization;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Linear;

/// <summary>
/// Least 1/(2n) ‖y − X b‖² + l₁ |b|₁ + l₂/2 ‖b‖² on centered columns by cyclic coordinate descent (Friedman, Hastie and Tibshirani 2010, J. Stat. Softw. 33(1)), with scikit-learn's duality gap as the proof of having arrived.
/// Scratch of one fit; keeps its coefficients between penalties, so that a falling row of them is warm-started.
/// </summary>
internal sealed class CoordinateDescent
{
    /// <summary>Of the outcomes' sum of squares.</summary>
    public const double GapTolerance = 1e-8;

    /// <summary>Beyond the gap: until steps are this small a part of the largest coefficient, so that coefficients agree to that.</summary>
    private const double StepTolerance = 1e-11;

    private const int MostSweeps = 5_000;

    /// <summary>Sweeps that go on for the sake of <see cref="StepTolerance"/> alone.</summary>
    private const int MostPolish = 200;

    /// <summary>Columns that are solved for at once at most.</summary>
    private const int MostSolved = 1_000;

    private readonly CenteredDesign design;
    private readonly CancellationToken cancellationToken;
    private readonly double[] lengths;
    private readonly double[] residuals;
    private readonly double total;

    public CoordinateDescent(CenteredDesign design, CancellationToken cancellationToken)
    {
        (this.design, this.cancellationToken) = (design, cancellationToken);
        lengths = design.SquaredLengths();
        residuals = (double[])design.Outcomes.Clone();
        total = Vectors.Dot(residuals, residuals);
        Coefficients = new double[lengths.Length];
        LargestPenalty = design.Rows == 0 ? 0 : design.Moments().Select(Math.Abs).DefaultIfEmpty(0).Max() / design.Rows;
    }

    public double[] Coefficients { get; }

    /// <summary>The least l₁ that leaves no coefficient.</summary>
    public double LargestPenalty { get; }

    /// <summary>Duality gap of the last solution over the outcomes' sum of squares.</summary>
    public double RelativeGap { get; private set; }

    /// <param name="exact">False on the way to the penalty meant.</param>
    public void Solve(double l1, double l2, bool exact)
    {
        var n = design.Rows;
        var (one, two) = (l1 * n, l2 * n);
        if (!(total > 0))
            return;
        var (polish, onlyActive) = (0, false);
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (step, largest) = Sweep(one, two, onlyActive);
            var small = step <= (exact ? StepTolerance : 1e-4) * largest;
            if (onlyActive)
            {
                // The few that count have settled: all are looked at again.
                onlyActive = !small && sweep % 20 != 19;
                continue;
            }

            RelativeGap = Gap(one, two) / total;
            if (RelativeGap <= (exact ? GapTolerance : 1e-3) && (small || !exact || ++polish > MostPolish || TryFinish(one, two)))
                return;
            onlyActive = lengths.Length > 16;
        }
    }

    public IReadOnlyList<string> Remarks() => RelativeGap <= GapTolerance ? [] :
        [string.Create(CultureInfo.InvariantCulture, $"The search stopped after {MostSweeps} rounds with a gap of {RelativeGap:0.0e0} of the outcomes' sum of squares; columns that nearly follow from each other make it slow. Predictions are affected by no more than that.")];

    private (double Step, double Largest) Sweep(double one, double two, bool onlyActive)
    {
        var (step, largest) = (0.0, 0.0);
        for (var j = 0; j < lengths.Length; j++)
        {
            var old = Coefficients[j];
            if (lengths[j] == 0 || (onlyActive && old == 0))
                continue;
            if ((j & 255) == 255)
                cancellationToken.ThrowIfCancellationRequested();
            var column = design.Columns[j];
            var rho = Vectors.Dot(column, residuals) + (lengths[j] * old);
            var next = Math.Sign(rho) * Math.Max(0, Math.Abs(rho) - one) / (lengths[j] + two);
            if (next != old)
                Vectors.AddScaled(residuals, old - next, column);
            Coefficients[j] = next;

            // Weighed by the columns' lengths, so that units do not count.
            var weight = Math.Sqrt(lengths[j]);
            step = Math.Max(step, Math.Abs(next - old) * weight);
            largest = Math.Max(largest, Math.Abs(next) * weight);
        }

        return (step, largest);
    }

    /// <summary>
    /// With the right columns and signs the solution is that of linear equations, (X_Aᵀ X_A + l₂ I) b = X_Aᵀ y − l₁ sign b: no rounds near what they end at. Taken where signs stay and the gap becomes smaller.
    /// </summary>
    private bool TryFinish(double one, double two)
    {
        int[] active = [.. Enumerable.Range(0, lengths.Length).Where(j => Coefficients[j] != 0)];
        var a = active.Length;
        if (a == 0 || a > MostSolved)
            return a == 0;
        var (gram, b) = (new double[a * a], new double[a]);
        for (var i = 0; i < a; i++)
        {
            var column = design.Columns[active[i]];
            for (var k = 0; k <= i; k++)
                gram[(i * a) + k] = Vectors.Dot(column, design.Columns[active[k]]);
            gram[(i * a) + i] += two;
            b[i] = Vectors.Dot(column, design.Outcomes) - (one * Math.Sign(Coefficients[active[i]]));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (Cholesky.TryFactor(gram, a) is not { } factor)
            return false;
        factor.Solve(b);
        for (var i = 0; i < a; i++)
        {
            if (Math.Sign(b[i]) != Math.Sign(Coefficients[active[i]]))
                return false;
        }

        var (before, kept, gap) = ((double[])residuals.Clone(), Array.ConvertAll(active, j => Coefficients[j]), RelativeGap);
        for (var i = 0; i < a; i++)
        {
            Vectors.AddScaled(residuals, Coefficients[active[i]] - b[i], design.Columns[active[i]]);
            Coefficients[active[i]] = b[i];
        }

        RelativeGap = Gap(one, two) / total;
        if (RelativeGap <= 1e-3 * GapTolerance)
            return true;
        before.CopyTo(residuals, 0);
        for (var i = 0; i < a; i++)
            Coefficients[active[i]] = kept[i];
        RelativeGap = gap;
        return false;
    }

    /// <summary>Primal minus dual value (times n) at the residuals, drawn in until they are feasible.</summary>
    private double Gap(double one, double two)
    {
        var (norm, squares) = (0.0, 0.0);
        for (var j = 0; j < lengths.Length; j++)
        {
            norm += Math.Abs(Coefficients[j]);
            squares += Coefficients[j] * Coefficients[j];
        }

        var dual = 0.0;
        for (var j = 0; j < lengths.Length; j++)
            dual = Math.Max(dual, Math.Abs(Vectors.Dot(design.Columns[j], residuals) - (two * Coefficients[j])));
        var rest = Vectors.Dot(residuals, residuals);
        var scale = dual > one ? one / dual : 1;
        var gap = dual > one ? 0.5 * (rest + (rest * scale * scale)) : rest;
        return gap + (one * norm) - (scale * Vectors.Dot(residuals, design.Outcomes)) + (0.5 * two * (1 + (scale * scale)) * squares);
    }
}
