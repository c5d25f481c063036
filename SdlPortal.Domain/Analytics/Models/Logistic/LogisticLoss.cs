using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Logistic;

/// <summary>½ ‖w‖² + C Σ log loss at given unknowns: for each output d weights, then the intercept. Two classes have one output (the second's score), more have one each. Scratch of one fit.</summary>
internal sealed class LogisticLoss
{
    private const int Block = 256;

    private readonly double[] x;
    private readonly int width;
    private readonly int[] y;
    private readonly double c;
    private readonly CancellationToken cancellationToken;

    public LogisticLoss(double[] x, int width, int[] y, int classes, double c, AnalysisStep step)
    {
        (this.x, this.width, this.y, this.c, cancellationToken) = (x, width, y, c, step.Cancellation);
        Outputs = classes == 2 ? 1 : classes;
    }

    public int Outputs { get; }

    public int Size => Outputs * (width + 1);

    public double Scale => c * y.Length;

    /// <param name="hessian">Size x size, row-major, receives the lower triangle, unless empty.</param>
    public double Evaluate(ReadOnlySpan<double> w, Span<double> gradient, double[] hessian)
    {
        var (one, size) = (width + 1, Size);
        gradient.Clear();
        Array.Clear(hessian);
        var value = 0.0;
        var (row, scores) = (new double[one], new double[Outputs]);
        row[width] = 1;
        for (var i = 0; i < y.Length; i++)
        {
            if (i % Block == 0)
                cancellationToken.ThrowIfCancellationRequested();
            x.AsSpan(i * width, width).CopyTo(row);
            for (var k = 0; k < Outputs; k++)
                scores[k] = Vectors.Dot(w.Slice(k * one, one), row);
            if (Outputs == 1)
            {
                value += c * Softmax.Softplus(y[i] == 1 ? -scores[0] : scores[0]);

                // 1 − p without the loss that comes near 1.
                scores[0] = y[i] == 1 ? -Softmax.Logistic(-scores[0]) : Softmax.Logistic(scores[0]);
                Vectors.AddScaled(gradient, c * scores[0], row);
                if (hessian.Length > 0)
                    Add(hessian, size, 0, 0, c * Math.Abs(scores[0]) * (1 - Math.Abs(scores[0])), row);
                continue;
            }

            value += c * (Softmax.LogSum(scores) - scores[y[i]]);
            Softmax.Of(scores);
            for (var k = 0; k < Outputs; k++)
            {
                Vectors.AddScaled(gradient.Slice(k * one, one), c * (scores[k] - (k == y[i] ? 1 : 0)), row);
                for (var m = 0; m <= k && hessian.Length > 0; m++)
                    Add(hessian, size, k * one, m * one, c * scores[k] * ((k == m ? 1 : 0) - scores[m]), row);
            }
        }

        for (var k = 0; k < Outputs; k++)
        {
            for (var j = k * one; j < (k * one) + width; j++)
            {
                value += 0.5 * w[j] * w[j];
                gradient[j] += w[j];
                if (hessian.Length > 0)
                    hessian[(j * size) + j] += 1;
            }
        }

        if (hessian.Length > 0 && Outputs > 1)
            PinIntercepts(hessian, size, one);
        return value;
    }

    private static void Add(double[] hessian, int size, int rows, int columns, double factor, double[] row)
    {
        for (var a = 0; a < row.Length; a++)
        {
            // On the diagonal only the lower half.
            var length = rows == columns ? a + 1 : row.Length;
            Vectors.AddScaled(hessian.AsSpan(((rows + a) * size) + columns, length), factor * row[a], row.AsSpan(0, length));
        }
    }

    /// <summary>All intercepts raised alike change nothing; a matrix along that direction alone makes the equations solvable and leaves their solution as it is, for gradients have no part there.</summary>
    private void PinIntercepts(double[] hessian, int size, int one)
    {
        var most = 1e-300;
        for (var k = 0; k < Outputs; k++)
            most = Math.Max(most, hessian[(((k * one) + width) * size) + (k * one) + width]);
        for (var k = 0; k < Outputs; k++)
        {
            for (var m = 0; m <= k; m++)
                hessian[(((k * one) + width) * size) + (m * one) + width] += most;
        }
    }
}
