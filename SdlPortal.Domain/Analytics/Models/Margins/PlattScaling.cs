namespace SdlPortal.Domain.Analytics.Models.Margins;

/// <summary>P = 1 / (1 + exp(A f + B)) from decision values f (Platt 1999), fitted by Newton's method as Lin, Lin and Weng 2007 (Mach. Learn. 68, 267) have it.</summary>
public readonly record struct PlattScaling(double A, double B)
{
    public double Probability(double decision) => Softmax.Logistic(-((A * decision) + B));

    /// <param name="decisions">Of rows that the machine had not seen.</param>
    /// <param name="positive">Which of them belong to the class.</param>
    internal static PlattScaling Fit(double[] decisions, bool[] positive)
    {
        double ones = positive.Count(p => p), others = positive.Length - positive.Count(p => p);
        var (high, low) = ((ones + 1) / (ones + 2), 1 / (others + 2));
        var (a, b) = (0.0, Math.Log((others + 1) / (ones + 1)));
        var value = Loss(a, b);
        for (var step = 0; step < 100; step++)
        {
            var (aa, bb, ab, ga, gb) = (1e-12, 1e-12, 0.0, 0.0, 0.0);
            for (var i = 0; i < decisions.Length; i++)
            {
                var p = Softmax.Logistic(-((a * decisions[i]) + b));
                var (off, bend) = ((positive[i] ? high : low) - p, p * (1 - p));
                aa += decisions[i] * decisions[i] * bend;
                bb += bend;
                ab += decisions[i] * bend;
                ga += decisions[i] * off;
                gb += off;
            }

            if (Math.Abs(ga) < 1e-5 && Math.Abs(gb) < 1e-5)
                break;
            var determinant = (aa * bb) - (ab * ab);
            var (moveA, moveB) = (-((bb * ga) - (ab * gb)) / determinant, -((aa * gb) - (ab * ga)) / determinant);
            var slope = (ga * moveA) + (gb * moveB);
            var length = 1.0;
            for (; length >= 1e-10; length /= 2)
            {
                var next = Loss(a + (length * moveA), b + (length * moveB));
                if (next < value + (1e-4 * length * slope))
                {
                    (a, b, value) = (a + (length * moveA), b + (length * moveB), next);
                    break;
                }
            }

            if (length < 1e-10)
                break;
        }

        return new PlattScaling(a, b);

        double Loss(double at, double offset)
        {
            var sum = 0.0;
            for (var i = 0; i < decisions.Length; i++)
            {
                var z = (at * decisions[i]) + offset;
                sum += ((positive[i] ? high : low) * z) + Softmax.Softplus(-z);
            }

            return sum;
        }
    }
}
