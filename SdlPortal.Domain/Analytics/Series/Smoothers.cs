using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Series;

/// <summary>Smooth curves through values in their order; missing ones (not a number) stay out. Pure.</summary>
public static class Smoothers
{
    public const int LongestWindow = 2001;

    /// <param name="places">Ascending; Loess alone looks at them, the others count values.</param>
    public static double[] Smooth(ReadOnlySpan<double> places, ReadOnlySpan<double> values, Smoothing how)
    {
        var window = Math.Clamp(how.Window | 1, 3, LongestWindow);
        return how.Method switch
        {
            SmoothingMethod.MovingMedian => MovingMedian(values, window),
            SmoothingMethod.SavitzkyGolay => SavitzkyGolay(values, window, how.Degree),
            SmoothingMethod.Exponential => Exponential(values, Math.Max(1, how.Window)),
            SmoothingMethod.Loess => Loess(places, values, window, how.Degree),
            _ => values.ToArray(),
        };
    }

    /// <summary>The median of the present values within half a window on each side, shorter at the ends; a missing value stays missing.</summary>
    public static double[] MovingMedian(ReadOnlySpan<double> values, int window)
    {
        var half = window / 2;
        var result = new double[values.Length];
        var sorted = new SortedWindow(window);
        for (var i = 0; i < Math.Min(half, values.Length); i++)
            sorted.Add(values[i]);
        for (var i = 0; i < values.Length; i++)
        {
            if (i + half < values.Length)
                sorted.Add(values[i + half]);
            if (i - half - 1 >= 0)
                sorted.Remove(values[i - half - 1]);
            result[i] = double.IsNaN(values[i]) ? double.NaN : sorted.Median;
        }

        return result;
    }

    /// <summary>
    /// The least-squares polynomial through each window, at its middle (Savitzky and Golay 1964, Anal. Chem. 36, 1627, with the corrections of Steinier 1972); at the ends the polynomial of the first and the last window. Windows with
    /// missing values use those that are there.
    /// </summary>
    public static double[] SavitzkyGolay(ReadOnlySpan<double> values, int window, int degree)
    {
        window = Math.Min(window, values.Length % 2 == 0 ? values.Length - 1 : values.Length);
        if (window < degree + 1)
            return values.ToArray();
        var half = window / 2;
        var result = new double[values.Length];
        double[][] weights = [.. Enumerable.Range(0, window).Select(at => Coefficients(window, degree, at))];
        for (var i = 0; i < values.Length; i++)
        {
            var start = Math.Clamp(i - half, 0, values.Length - window);
            var part = values.Slice(start, window);
            if (double.IsNaN(values[i]))
            {
                result[i] = double.NaN;
                continue;
            }

            var (sum, whole) = (0.0, weights[i - start]);
            for (var j = 0; j < window; j++)
                sum += whole[j] * part[j];
            result[i] = double.IsNaN(sum) ? LocalFit(part, i - start, degree) : sum;
        }

        return result;
    }

    /// <summary>The weights that make the value of the least-squares polynomial at one place of a window, from 0: Σ w y = p(at).</summary>
    public static double[] Coefficients(int window, int degree, int at)
    {
        // Orthogonal polynomials of a grid (Gram) keep this exact for long windows: w_j = Σ_k P_k(at) P_k(j) / |P_k|².
        var half = (window - 1) / 2.0;
        var weights = new double[window];
        var (before, now) = (new double[window], new double[window]);
        Array.Fill(now, 1);
        var normBefore = 0.0;
        for (var k = 0; k <= degree; k++)
        {
            var norm = now.Sum(v => v * v);
            for (var j = 0; j < window; j++)
                weights[j] += now[at] * now[j] / norm;
            var next = new double[window];
            for (var j = 0; j < window; j++)
                next[j] = ((j - half) / half * now[j]) - (k == 0 ? 0 : norm / normBefore * before[j]);
            (before, now, normBefore) = (now, next, norm);
        }

        return weights;
    }

    /// <summary>s ← s + α (y − s) with α = 1 − 2^(−1/<paramref name="halfLife"/>); over a missing value s stays and the curve is open.</summary>
    public static double[] Exponential(ReadOnlySpan<double> values, double halfLife)
    {
        var alpha = 1 - Math.Pow(2, -1 / halfLife);
        var (smooth, result) = (double.NaN, new double[values.Length]);
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
                smooth = double.IsNaN(smooth) ? values[i] : smooth + (alpha * (values[i] - smooth));
            result[i] = double.IsNaN(values[i]) ? double.NaN : smooth;
        }

        return result;
    }

    /// <summary>At each place the weighted least-squares polynomial through its nearest values, with tricube weights of the distance (Cleveland 1979, J. Am. Stat. Assoc. 74, 829; without his robust iterations).</summary>
    public static double[] Loess(ReadOnlySpan<double> places, ReadOnlySpan<double> values, int neighbors, int degree)
    {
        var (x, y, index) = (new List<double>(), new List<double>(), new List<int>());
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
                continue;
            x.Add(places[i]);
            y.Add(values[i]);
            index.Add(i);
        }

        var result = new double[values.Length];
        Array.Fill(result, double.NaN);
        var count = Math.Min(neighbors, x.Count);
        var start = 0;
        for (var i = 0; i < x.Count; i++)
        {
            while (start + count < x.Count && x[start + count] - x[i] < x[i] - x[start])
                start++;
            result[index[i]] = LoessAt(x, y, start, count, x[i], degree);
        }

        return result;
    }

    private static double LoessAt(List<double> x, List<double> y, int start, int count, double at, int degree)
    {
        var reach = Math.Max(at - x[start], x[start + count - 1] - at);
        if (reach <= 0)
            return y.GetRange(start, count).Average();
        var moments = new double[(2 * degree) + 1];
        var right = new double[degree + 1];
        for (var i = start; i < start + count; i++)
        {
            var u = (x[i] - at) / reach;
            var cube = 1 - Math.Abs(u * u * u);
            var weight = cube * cube * cube;
            for (var k = 0; k < moments.Length; k++)
            {
                moments[k] += weight;
                if (k <= degree)
                    right[k] += weight * y[i];
                weight *= u;
            }
        }

        return Solve(moments, right);
    }

    /// <summary>The least-squares polynomial through the present values of a window at one place; the mean where they are too few.</summary>
    private static double LocalFit(ReadOnlySpan<double> part, int at, int degree)
    {
        var present = 0;
        foreach (var value in part)
            present += double.IsNaN(value) ? 0 : 1;
        degree = Math.Min(degree, present - 1);
        var moments = new double[(2 * degree) + 1];
        var right = new double[degree + 1];
        for (var j = 0; j < part.Length; j++)
        {
            if (double.IsNaN(part[j]))
                continue;
            var (u, power) = ((j - at) / (double)part.Length, 1.0);
            for (var k = 0; k < moments.Length; k++)
            {
                moments[k] += power;
                if (k <= degree)
                    right[k] += power * part[j];
                power *= u;
            }
        }

        return Solve(moments, right);
    }

    /// <summary>The constant term of the polynomial with these normal equations (moments of u, Σ uᵏ y); fewer terms where they are singular.</summary>
    private static double Solve(double[] moments, double[] right)
    {
        for (var size = right.Length; size > 1; size--)
        {
            var a = new double[size, size + 1];
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++)
                    a[i, j] = moments[i + j];
                a[i, size] = right[i];
            }

            if (Eliminate(a, size))
                return a[0, size];
        }

        return right[0] / moments[0];
    }

    private static bool Eliminate(double[,] a, int size)
    {
        var scale = a[0, 0];
        for (var i = 0; i < size; i++)
        {
            // The moment matrix is positive definite, so no pivoting is needed.
            if (!(a[i, i] > 1e-12 * scale))
                return false;
            for (var r = 0; r < size; r++)
            {
                if (r == i)
                    continue;
                var factor = a[r, i] / a[i, i];
                for (var c = i; c <= size; c++)
                    a[r, c] -= factor * a[i, c];
            }
        }

        for (var i = 0; i < size; i++)
            a[i, size] /= a[i, i];
        return true;
    }
}
