using System.Globalization;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Margins;

/// <summary>
/// Support vector machines (Cortes and Vapnik 1995): C-classification, probabilities by Platt's scaling of decision values from three inner parts, and ε-regression on outcomes with mean 0 and sd 1.
/// </summary>
/// <param name="C">What a row beyond the margin costs, above 0.</param>
/// <param name="Gamma">γ times the number of columns; 0 for the linear kernel.</param>
/// <param name="Epsilon">Numbers: how far off a row may be at no cost, in standard deviations of the outcome.</param>
public sealed record MarginEstimator(double C, double Gamma, double Epsilon = 0.1) : IEstimator
{
    private const int Parts = 3;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"support vector machine, {(Gamma == 0 ? "linear" : $"γ = {Gamma:0.####}/columns")}, C = {C:0.####}");

    public IFittedModel Fit(double[] x, int width, double[] y, int classes, long seed, AnalysisStep step)
    {
        step.Cancellation.ThrowIfCancellationRequested();
        var kernel = new MarginKernel(Gamma / Math.Max(1, width));
        var matrix = new KernelMatrix(x, width, y.Length, kernel);
        var fit = classes == 0 ? Regression(matrix, y, step) : Classification(matrix, y, classes, seed, step);

        // Rows that count for no machine are not needed again.
        var n = y.Length;
        int[] supports = [.. Enumerable.Range(0, n).Where(i => fit.Machines.Any(m => m[i] != 0))];
        var rows = new double[supports.Length * width];
        for (var s = 0; s < supports.Length; s++)
            x.AsSpan(supports[s] * width, width).CopyTo(rows.AsSpan(s * width));
        double[] coefficients = [.. fit.Machines.SelectMany(m => supports.Select(i => m[i]))];
        return new MarginModel(new MarginState(kernel, width, classes, fit.Present, rows, coefficients, fit.Offsets, fit.Scalings, fit.Center, fit.Unit))
        {
            Remarks = fit.IsDone ? [] : ["The search for the margin stopped at its largest number of steps; the machine is good but not the best. A smaller C makes it faster."],
        };
    }

    private sealed record Fitted(int[] Present, double[][] Machines, double[] Offsets, PlattScaling[] Scalings, double Center, double Unit, bool IsDone);

    private Fitted Regression(KernelMatrix matrix, double[] y, AnalysisStep step)
    {
        var n = y.Length;
        var center = y[0] + y.Average(v => v - y[0]);
        var unit = Math.Sqrt(y.Average(v => (v - center) * (v - center)));
        if (!(unit > 1e-12 * Math.Abs(center)))
            return new Fitted([], [new double[n]], [0], [], center, 0, true);

        // a of the rows' upper bounds, then of their lower ones: p = ε − y and ε + y.
        var (signs, linear) = (new int[2 * n], new double[2 * n]);
        for (var i = 0; i < n; i++)
        {
            var scaled = (y[i] - center) / unit;
            (signs[i], signs[n + i]) = (1, -1);
            (linear[i], linear[n + i]) = (Epsilon - scaled, Epsilon + scaled);
        }

        var solution = MinimalOptimization.Solve(matrix, signs, linear, C, step.Cancellation);
        var machine = new double[n];
        for (var i = 0; i < n; i++)
            machine[i] = solution.Variables[i] - solution.Variables[n + i];
        return new Fitted([], [machine], [solution.Offset], [], center, unit, solution.IsDone);
    }

    private Fitted Classification(KernelMatrix matrix, double[] y, int classes, long seed, AnalysisStep step)
    {
        var present = PresentClasses.Of(y, classes).All;
        if (present.Length == 1)
            return new Fitted(present, [], [], [], 0, 1, true);

        // Of two classes the machine is that of the second.
        int[] own = present.Length == 2 ? [present[1]] : present;
        var (machines, offsets, scalings, done) = (new double[own.Length][], new double[own.Length], new PlattScaling[own.Length], true);
        var parts = PartsOf(y, seed);
        for (var k = 0; k < own.Length; k++)
        {
            var wanted = own[k];
            var positive = Array.ConvertAll(y, v => v == wanted);
            scalings[k] = PlattScaling.Fit(HeldOut(matrix, positive, parts, step.Cancellation), positive);
            var solution = Machine(matrix, positive, step.Cancellation);
            (machines[k], offsets[k], done) = (solution.Coefficients, solution.Offset, done && solution.IsDone);
            step.Report((k + 1.0) / own.Length, null);
        }

        return new Fitted(present, machines, offsets, scalings, 0, 1, done);
    }

    private (double[] Coefficients, double Offset, bool IsDone) Machine(KernelMatrix matrix, bool[] positive, CancellationToken cancellationToken)
    {
        var signs = Array.ConvertAll(positive, p => p ? 1 : -1);
        if (Array.TrueForAll(positive, p => p) || !Array.Exists(positive, p => p))
            return (new double[positive.Length], -signs[0], true);
        var linear = new double[signs.Length];
        Array.Fill(linear, -1);
        var solution = MinimalOptimization.Solve(matrix, signs, linear, C, cancellationToken);
        return ([.. solution.Variables.Select((a, i) => a * signs[i])], solution.Offset, solution.IsDone);
    }

    /// <summary>Decision values of each part from a machine of the others.</summary>
    private double[] HeldOut(KernelMatrix matrix, bool[] positive, int[] parts, CancellationToken cancellationToken)
    {
        var decisions = new double[positive.Length];
        for (var part = 0; part < Parts; part++)
        {
            int[] kept = [.. Enumerable.Range(0, parts.Length).Where(i => parts[i] != part)];
            if (kept.Length == 0)
                continue;
            var machine = Machine(matrix.Among(kept), Array.ConvertAll(kept, i => positive[i]), cancellationToken);
            for (var i = 0; i < parts.Length; i++)
            {
                if (parts[i] != part)
                    continue;
                decisions[i] = -machine.Offset;
                var row = matrix.Row(i);
                for (var k = 0; k < kept.Length; k++)
                    decisions[i] += machine.Coefficients[k] * row[kept[k]];
            }
        }

        return decisions;
    }

    /// <summary>Each class is dealt out in turn, so that every part has some of it.</summary>
    private static int[] PartsOf(double[] y, long seed)
    {
        int[] order = [.. Enumerable.Range(0, y.Length)];
        SeededRandom.Derive(seed, 0x5F4).Shuffle<int>(order);
        var parts = new int[y.Length];
        var dealt = 0;
        foreach (var row in order.OrderBy(i => y[i]))
            parts[row] = dealt++ % Parts;
        return parts;
    }
}
