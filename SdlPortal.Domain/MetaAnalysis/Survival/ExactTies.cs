namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>
/// The exact conditional likelihood of tied events: the sum over all sets of d subjects at risk of the product of their risks, by the recursion B(d, n) = B(d, n − 1) + rₙ B(d − 1, n − 1) with first and second derivatives
/// (Gail, Lubin and Rubinstein 1981, Biometrika 68, 703). Work per time: n d p².
/// </summary>
internal static class ExactTies
{
    /// <summary>Products of subjects at risk and tied events, summed over times: what <see cref="Walk"/> costs, over p².</summary>
    public static double Work(CoxRisk risk)
    {
        var (work, start) = (0.0, 0);
        for (var i = 0; i < risk.Count;)
        {
            if (risk.Stratum(i) != risk.Stratum(start))
                start = i;
            var (first, events) = (i, 0);
            for (; i < risk.Count && risk.Stratum(i) == risk.Stratum(start) && risk.Times[i] == risk.Times[first]; i++)
                events += risk.Events[i] ? 1 : 0;
            work += (double)(i - start) * events;
        }

        return work;
    }

    /// <param name="eta">Of every subject, by place.</param>
    /// <returns>The log likelihood; score and information are added to.</returns>
    public static double Walk(CoxRisk risk, double[] eta, double[] score, double[,] information)
    {
        var (value, start, p) = (0.0, 0, risk.P);
        for (var i = 0; i < risk.Count;)
        {
            if (risk.Stratum(i) != risk.Stratum(start))
                start = i;
            var (first, events) = (i, 0);
            for (; i < risk.Count && risk.Stratum(i) == risk.Stratum(start) && risk.Times[i] == risk.Times[first]; i++)
            {
                if (!risk.Events[i])
                    continue;
                events++;
                value += eta[i];
                for (var j = 0; j < p; j++)
                    score[j] += risk.Covariate(j, i);
            }

            if (events > 0)
                value -= Denominator(risk, eta, start, i, events, score, information);
        }

        return value;
    }

    /// <summary>log B(d, n) over the places from start to end; its derivatives are taken off score and added to information.</summary>
    private static double Denominator(CoxRisk risk, double[] eta, int start, int end, int d, double[] score, double[,] information)
    {
        var p = risk.P;
        var highest = double.NegativeInfinity;
        for (var i = start; i < end; i++)
            highest = Math.Max(highest, eta[i]);
        var b = new double[d + 1];
        b[0] = 1;
        var first = new double[d + 1, p];
        var second = new double[d + 1, p, p];
        var scale = 0.0;
        for (var i = start; i < end; i++)
        {
            var r = Math.Exp(eta[i] - highest);
            for (var k = Math.Min(d, i - start + 1); k >= 1; k--)
            {
                for (var j = 0; j < p; j++)
                {
                    var xj = risk.Covariate(j, i);
                    for (var l = 0; l <= j; l++)
                    {
                        var xl = risk.Covariate(l, i);
                        second[k, j, l] += r * (second[k - 1, j, l] + (xj * first[k - 1, l]) + (xl * first[k - 1, j]) + (xj * xl * b[k - 1]));
                    }
                }

                for (var j = 0; j < p; j++)
                    first[k, j] += r * (first[k - 1, j] + (risk.Covariate(j, i) * b[k - 1]));
                b[k] += r * b[k - 1];
            }

            // Sums of many sets leave the range of numbers; a common factor for all of them cancels.
            var largest = b.Max();
            if (largest < 1e100)
                continue;
            scale += Math.Log(largest);
            for (var k = 0; k <= d; k++)
            {
                b[k] /= largest;
                for (var j = 0; j < p; j++)
                {
                    first[k, j] /= largest;
                    for (var l = 0; l <= j; l++)
                        second[k, j, l] /= largest;
                }
            }
        }

        for (var j = 0; j < p; j++)
        {
            score[j] -= first[d, j] / b[d];
            for (var l = 0; l <= j; l++)
            {
                var entry = (second[d, j, l] / b[d]) - (first[d, j] / b[d] * (first[d, l] / b[d]));
                information[j, l] += entry;
                if (l < j)
                    information[l, j] += entry;
            }
        }

        return Math.Log(b[d]) + scale + (d * highest);
    }
}
