using MathNet.Numerics.LinearAlgebra;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>What is read off a linear mixed model once its covariance factor is known.</summary>
internal static class MixedResult
{
    public static MixedModelFit Of(GroupedObservations observations, IReadOnlyList<string> labels, GroupMoments moments, MixedSearch search, double level)
    {
        var best = search.Best;
        var unit2 = moments.Unit * moments.Unit;
        var sigma2 = best.ResidualSquares / best.Freedom;
        var (p, factor) = (moments.P, Matrix<double>.Build.DenseOfArray(search.Factor(search.Theta)));
        var between = factor * factor.Transpose() * (sigma2 * unit2);
        var coefficients = moments.Coefficients(best.Coefficients);
        var covariance = moments.ToGiven * best.Inverse * moments.ToGiven.Transpose() * (sigma2 * unit2);
        var degrees = Satterthwaite(moments, search, sigma2);
        var slopes = search.Terms != RandomTerms.Intercept;
        var slopeVariance = slopes ? between[1, 1] / (moments.SlopeUnit * moments.SlopeUnit) : 0;
        return new MixedModelFit
        {
            Restricted = search.Restricted,
            Terms = search.Terms,
            Observations = moments.Count,
            Fixed = [.. Enumerable.Range(0, p).Select(j => Coefficient(j == 0 ? "intercept" : observations.Fixed[j - 1].Name, coefficients[j], Math.Sqrt(covariance[j, j]), degrees[j], level))],
            FixedCovariance = covariance.Transpose().ToColumnMajorArray(),
            InterceptVariance = between[0, 0],
            SlopeVariance = slopeVariance,
            Correlation = search.Terms == RandomTerms.InterceptAndSlope && between[0, 0] > 0 && between[1, 1] > 0 ? between[0, 1] / Math.Sqrt(between[0, 0] * between[1, 1]) : double.NaN,
            ResidualVariance = sigma2 * unit2,
            Groups = Deviations(observations, labels, moments, best, coefficients, sigma2),
            LogLikelihood = -0.5 * (best.Value + (search.Restricted ? moments.LogScale : 0) + (2 * best.Freedom * Math.Log(moments.Unit))),
            ParameterCount = p + search.Entries.Count + 1,
            IsSingular = search.Entries.Select((e, k) => e.Row == e.Column && search.Theta[k] < 1e-4).Any(zero => zero),
        };
    }

    private static FixedCoefficient Coefficient(string name, double estimate, double error, double degrees, double level) =>
        new(name, estimate, error, degrees, estimate / error, TailProbability.StudentTwoSided(estimate / error, degrees), Interval.Around(estimate, TailProbability.StudentCritical(level, degrees) * error));

    /// <summary>
    /// 2 v² / (gᵀ A g) with v the variance of a coefficient, g its gradient by (θ, σ) and A twice the inverse Hessian of the deviance (Satterthwaite 1946; Kuznetsova, Brockhoff and Christensen 2017, J. Stat. Softw. 82(13)).
    /// </summary>
    private static double[] Satterthwaite(GroupMoments moments, MixedSearch search, double sigma2)
    {
        var (best, entries, sigma) = (search.Best, search.Entries, Math.Sqrt(sigma2));
        var size = entries.Count + 1;
        var hessian = Matrix<double>.Build.Dense(size, size);
        for (var c = 0; c < entries.Count; c++)
        {
            var step = 1e-4 * Math.Max(1e-2, Math.Abs(search.Theta[c]));
            double[] up = [.. search.Theta], down = [.. search.Theta];
            up[c] += step;
            down[c] -= step;
            var (above, below) = (search.At(up), search.At(down));
            for (var r = 0; r < entries.Count; r++)
                hessian[r, c] = (above.Slope(entries[r].Row, entries[r].Column, 1 / sigma2) - below.Slope(entries[r].Row, entries[r].Column, 1 / sigma2)) / (2 * step);
            hessian[c, size - 1] = hessian[size - 1, c] = 2 * best.ResidualSlope(entries[c].Row, entries[c].Column) / (sigma2 * sigma);
        }

        hessian[size - 1, size - 1] = (-2 * best.Freedom / sigma2) + (6 * best.ResidualSquares / (sigma2 * sigma2));
        // Directions along which the deviance does not rise (a component at its bound) say nothing.
        var eigen = ((hessian + hessian.Transpose()) / 2).Evd(Symmetricity.Symmetric);
        var largest = eigen.EigenValues.Real().Maximum();
        var variances = (moments.ToGiven * best.Inverse * moments.ToGiven.Transpose()).Diagonal();
        return [.. Enumerable.Range(0, moments.P).Select(j =>
        {
            var gradient = Vector<double>.Build.Dense(size, k => k == size - 1 ? 2 * sigma * variances[j] : sigma2 * best.VarianceSlope(j, entries[k].Row, entries[k].Column));
            var along = eigen.EigenVectors.Transpose() * gradient;
            var spread = 0.0;
            for (var k = 0; k < size; k++)
            {
                if (eigen.EigenValues[k].Real > 1e-8 * largest)
                    spread += 2 * along[k] * along[k] / eigen.EigenValues[k].Real;
            }

            var variance = sigma2 * variances[j];
            // Less than one degree of freedom is a breakdown of the approximation, not knowledge.
            return Math.Max(1, 2 * variance * variance / spread);
        })];
    }

    private static GroupDeviation[] Deviations(GroupedObservations observations, IReadOnlyList<string> labels, GroupMoments moments, MixedDeviance best, Vector<double> coefficients, double sigma2)
    {
        var inverse = best.Inverse;
        var slopeColumn = observations.Slope is { } s ? Enumerable.Range(0, observations.Fixed.Count).FirstOrDefault(j => string.Equals(observations.Fixed[j].Name, s.Name, StringComparison.Ordinal), -1) + 1 : 0;
        var deviations = new GroupDeviation[moments.Groups.Length];
        for (var g = 0; g < deviations.Length; g++)
        {
            var group = moments.Groups[g];
            var shrink = Matrix<double>.Build.DenseOfArray(best.Shrink[g]);
            var products = Matrix<double>.Build.DenseOfArray(group.ZW);
            var fixedPart = shrink * products.SubMatrix(0, moments.Q, 0, moments.P);
            var deviation = (shrink * products.Column(moments.P)) - (fixedPart * best.Coefficients);
            RandomEffect Effect(int r, int column, double divisor)
            {
                var row = fixedPart.Row(r);
                // Of the given columns only the one that the effect deviates from counts.
                var of = column >= 0 ? moments.ToGiven.Row(column) * divisor : Vector<double>.Build.Dense(moments.P);
                var prediction = shrink[r, r] + (row * inverse * row);
                var total = prediction + (of * inverse * of) - (2 * (of * inverse * row));
                var unit = moments.Unit / divisor;
                return new RandomEffect(deviation[r] * unit, Math.Sqrt(sigma2 * shrink[r, r]) * unit, Math.Sqrt(sigma2 * prediction) * unit,
                    (deviation[r] * unit) + (column >= 0 ? coefficients[column] : 0), Math.Sqrt(sigma2 * Math.Max(0, total)) * unit);
            }

            deviations[g] = new GroupDeviation(labels[g], group.Count, Effect(0, 0, 1), moments.Q == 1 ? null : Effect(1, slopeColumn > 0 ? slopeColumn : -1, moments.SlopeUnit));
        }

        return deviations;
    }
}
