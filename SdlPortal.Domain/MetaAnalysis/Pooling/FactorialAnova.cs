using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>A factor of an analysis of variance: a level's code for every row.</summary>
public sealed record Factor(string Name, int[] Codes, int Levels);

/// <summary>A line of the table; the last one is the residuals, without F and p.</summary>
/// <param name="EtaSquared">Share of the total sum of squares: in a balanced design the first-order sensitivity index of the term.</param>
public sealed record AnovaTerm(string Name, int DegreesOfFreedom, double SumOfSquares, double F, double PValue, double EtaSquared);

/// <summary>Analysis of variance with sequential (type I) sums of squares: in a balanced factorial they do not depend on the order of terms; otherwise each term is what it adds to those before. Pure.</summary>
public static class FactorialAnova
{
    /// <summary>Rows with a code of −1 or an unknown response are left out.</summary>
    /// <param name="interactions">Pairs of indices of factors, after all main effects.</param>
    public static Answer<IReadOnlyList<AnovaTerm>> Fit(double[] response, IReadOnlyList<Factor> factors, IReadOnlyList<(int First, int Second)>? interactions = null)
    {
        interactions ??= [];
        int[] rows = [.. Enumerable.Range(0, response.Length).Where(i => double.IsFinite(response[i]) && factors.All(f => f.Codes[i] >= 0))];
        if (rows.Length < 3)
            return Answer<IReadOnlyList<AnovaTerm>>.NotEnough(FormattableString.Invariant($"{rows.Length} rows have a response and all factors; at least 3 are needed."));
        var mean = rows.Sum(i => response[i]) / rows.Length;
        var terms = factors.Select(f => (f.Name, f.Levels, Column: (Func<int, int>)(i => f.Codes[i])))
            .Concat(interactions.Select(p => (Name: $"{factors[p.First].Name}:{factors[p.Second].Name}", Levels: factors[p.First].Levels * factors[p.Second].Levels,
                Column: (Func<int, int>)(i => (factors[p.First].Codes[i] * factors[p.Second].Levels) + factors[p.Second].Codes[i])))).ToList();
        var gram = Gram(response, mean, rows, terms);
        var size = gram.GetLength(0) - 1;
        var explained = Explained(gram);
        var total = gram[size, size];
        var list = new List<AnovaTerm>();
        var (start, degreesLeft, left) = (1, rows.Length - 1, total);
        foreach (var (name, levels, _) in terms)
        {
            var (degrees, sum) = (0, 0.0);
            for (var c = start; c < start + levels; c++)
            {
                if (!double.IsNaN(explained[c]))
                    (degrees, sum) = (degrees + 1, sum + explained[c]);
            }

            list.Add(new AnovaTerm(name, degrees, sum, double.NaN, double.NaN, sum / total));
            (start, degreesLeft, left) = (start + levels, degreesLeft - degrees, left - sum);
        }

        if (degreesLeft < 1 || total <= 0)
            return Answer<IReadOnlyList<AnovaTerm>>.NotEnough(total <= 0 ? "The response is constant, so there is nothing to explain." : FormattableString.Invariant($"{rows.Length} rows for {rows.Length - degreesLeft} coefficients leave no degree of freedom for the residuals."));
        var noise = Math.Max(0, left) / degreesLeft;
        return Answer<IReadOnlyList<AnovaTerm>>.Of([
            .. list.Select(t => t.DegreesOfFreedom == 0 ? t : t with
            {
                F = t.SumOfSquares / t.DegreesOfFreedom / noise,
                PValue = TailProbability.FisherUpper(t.SumOfSquares / t.DegreesOfFreedom / noise, t.DegreesOfFreedom, degreesLeft),
            }),
            new AnovaTerm("residuals", degreesLeft, Math.Max(0, left), double.NaN, double.NaN, Math.Max(0, left) / total)]);
    }

    /// <summary>Products of the columns: the intercept, an indicator per level of each term, and last the centered response. Every row has one 1 per term, so this is fast for a million rows.</summary>
    private static double[,] Gram(double[] response, double mean, int[] rows, List<(string Name, int Levels, Func<int, int> Column)> terms)
    {
        var size = 1 + terms.Sum(t => t.Levels);
        var gram = new double[size + 1, size + 1];
        var active = new int[terms.Count + 1];
        foreach (var i in rows)
        {
            var start = 1;
            for (var t = 0; t < terms.Count; t++)
            {
                active[t + 1] = start + terms[t].Column(i);
                start += terms[t].Levels;
            }

            var y = response[i] - mean;
            foreach (var a in active)
            {
                foreach (var b in active)
                    gram[a, b]++;
                gram[size, a] += y;
            }

            gram[size, size] += y * y;
        }

        return gram;
    }

    /// <summary>Sequential Cholesky: what each column adds to the explained sum of squares; not a number where it says nothing that columns before did not.</summary>
    private static double[] Explained(double[,] gram)
    {
        var size = gram.GetLength(0) - 1;
        var work = (double[,])gram.Clone();
        var explained = new double[size];
        for (var c = 0; c < size; c++)
        {
            var pivot = work[c, c];
            if (pivot <= 1e-9 * gram[c, c] || pivot <= 0)
            {
                explained[c] = double.NaN;
                continue;
            }

            explained[c] = work[size, c] * work[size, c] / pivot;
            for (var r = c + 1; r <= size; r++)
            {
                var ratio = work[r, c] / pivot;
                if (ratio == 0)
                    continue;
                for (var k = c + 1; k <= r; k++)
                    work[r, k] -= ratio * work[k, c];
            }
        }

        return explained;
    }
}
