namespace SdlPortal.Domain.Analytics.Models.Margins;

/// <summary>
/// Sequential minimal optimization: least ½ aᵀ Q a + pᵀ a with 0 ≤ a ≤ C and sᵀ a = 0, Q_ij = s_i s_j K, two variables at a time, the pair chosen by second-order information (Fan, Chen and Lin 2005, J. Mach. Learn. Res. 6, 1889,
/// working set selection 2), as LIBSVM. Variables beyond the rows mean the same rows again (regression).
/// </summary>
internal static class MinimalOptimization
{
    /// <summary>Largest violation of the conditions at the end, as LIBSVM's default.</summary>
    private const double Tolerance = 1e-3;

    private const double Tau = 1e-12;

    /// <param name="Variables">As many as signs.</param>
    /// <param name="Offset">ρ of Σ s a K − ρ.</param>
    /// <param name="IsDone">False where the steps ran out.</param>
    public sealed record Solution(double[] Variables, double Offset, bool IsDone);

    /// <param name="signs">s, +1 or −1, as many as variables: as many as rows, or twice.</param>
    /// <param name="linear">p.</param>
    public static Solution Solve(KernelMatrix kernel, int[] signs, double[] linear, double c, CancellationToken cancellationToken)
    {
        var (m, n) = (signs.Length, kernel.Count);
        var (a, gradient, diagonal) = (new double[m], (double[])linear.Clone(), new double[m]);
        for (var i = 0; i < m; i++)
            diagonal[i] = kernel.Diagonal(i % n);
        var most = Math.Max(200_000, 40L * m);
        var done = false;
        for (var step = 0L; step < most; step++)
        {
            if (step % 256 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (!TryChoose(kernel, signs, a, gradient, diagonal, c, out var i, out var j))
            {
                done = true;
                break;
            }

            var (oldI, oldJ) = (a[i], a[j]);
            Move(kernel, signs, a, gradient, diagonal, c, i, j);
            var (moveI, moveJ) = ((a[i] - oldI) * signs[i], (a[j] - oldJ) * signs[j]);
            var (rowI, rowJ) = (kernel.Row(i % n), kernel.Row(j % n));
            for (var (k, row) = (0, 0); k < m; k++)
            {
                gradient[k] += signs[k] * ((moveI * rowI[row]) + (moveJ * rowJ[row]));
                row = row + 1 == n ? 0 : row + 1;
            }
        }

        return new Solution(a, Offset(signs, a, gradient, c), done);
    }

    private static bool TryChoose(KernelMatrix kernel, int[] signs, double[] a, double[] gradient, double[] diagonal, double c, out int first, out int second)
    {
        (first, second) = (-1, -1);
        var most = double.NegativeInfinity;
        for (var k = 0; k < signs.Length; k++)
        {
            var up = signs[k] > 0 ? a[k] < c : a[k] > 0;
            if (up && -signs[k] * gradient[k] >= most)
                (first, most) = (k, -signs[k] * gradient[k]);
        }

        if (first < 0)
            return false;
        var (row, n) = (kernel.Row(first % kernel.Count), kernel.Count);
        var (lowest, best) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var k = 0; k < signs.Length; k++)
        {
            var low = signs[k] > 0 ? a[k] > 0 : a[k] < c;
            if (!low)
                continue;
            var slope = signs[k] * gradient[k];
            lowest = Math.Max(lowest, slope);
            var difference = most + slope;
            if (!(difference > 0))
                continue;
            var curvature = diagonal[first] + diagonal[k] - (2 * row[k % n]);
            var gain = -(difference * difference) / (curvature > 0 ? curvature : Tau);
            if (gain <= best)
                (second, best) = (k, gain);
        }

        return most + lowest >= Tolerance && second >= 0;
    }

    /// <summary>Along sᵢ aᵢ + sⱼ aⱼ = constant to the least, or to the border of the box.</summary>
    private static void Move(KernelMatrix kernel, int[] signs, double[] a, double[] gradient, double[] diagonal, double c, int i, int j)
    {
        var curvature = diagonal[i] + diagonal[j] - (2 * kernel.Row(i % kernel.Count)[j % kernel.Count]);
        var length = ((-signs[i] * gradient[i]) + (signs[j] * gradient[j])) / (curvature > 0 ? curvature : Tau);

        // aᵢ moves by sᵢ t, aⱼ by −sⱼ t, 0 ≤ t.
        var roomI = signs[i] > 0 ? c - a[i] : a[i];
        var roomJ = signs[j] > 0 ? a[j] : c - a[j];
        if (length >= Math.Min(roomI, roomJ))
        {
            length = Math.Min(roomI, roomJ);
            var (endI, endJ) = (signs[i] > 0 ? c : 0, signs[j] > 0 ? 0 : c);
            (a[i], a[j]) = roomI == roomJ ? (endI, endJ) : roomI < roomJ ? (endI, a[j] - (signs[j] * length)) : (a[i] + (signs[i] * length), endJ);
        }
        else
        {
            (a[i], a[j]) = (a[i] + (signs[i] * length), a[j] - (signs[j] * length));
        }

        (a[i], a[j]) = (Math.Clamp(a[i], 0, c), Math.Clamp(a[j], 0, c));
    }

    /// <summary>The mean of s ∇ over variables between their bounds; without any, halfway between what the bounds allow.</summary>
    private static double Offset(int[] signs, double[] a, double[] gradient, double c)
    {
        var (high, low, sum, free) = (double.PositiveInfinity, double.NegativeInfinity, 0.0, 0);
        for (var k = 0; k < signs.Length; k++)
        {
            var slope = signs[k] * gradient[k];
            if (a[k] > 0 && a[k] < c)
                (sum, free) = (sum + slope, free + 1);
            else if (signs[k] > 0 == a[k] > 0)
                low = Math.Max(low, slope);
            else
                high = Math.Min(high, slope);
        }

        return free > 0 ? sum / free : (high + low) / 2;
    }
}
