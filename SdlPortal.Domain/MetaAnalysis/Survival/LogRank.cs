using MathNet.Numerics.LinearAlgebra;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>What a test of equal curves found for one group.</summary>
public sealed record GroupEvents(string Group, int Count, double Observed, double Expected);

/// <param name="Covariance">Of observed minus expected; g x g, row-major.</param>
public sealed record LogRankTest(IReadOnlyList<GroupEvents> Groups, double[] Covariance, double ChiSquared, int DegreesOfFreedom, double PValue);

/// <summary>Tests of equal survival curves: weights S(t−)^ρ of Harrington and Fleming 1982. Pure.</summary>
public static class LogRank
{
    /// <param name="groups">A label per subject; subjects without are left out.</param>
    /// <param name="strata">Compared within these only; null for none.</param>
    /// <param name="rho">0 is the log-rank test, 1 the Peto and Peto modification of Wilcoxon's, which heeds early differences.</param>
    public static Answer<LogRankTest> Test(SurvivalSample sample, LabelColumn groups, LabelColumn? strata = null, double rho = 0)
    {
        sample.ThrowIfUnfit();
        int[] subjects = [.. Enumerable.Range(0, sample.Count).Where(i => groups.Codes[i] >= 0 && (strata is null || strata.Codes[i] >= 0))];
        int[] present = [.. subjects.Select(i => groups.Codes[i]).Distinct().Order()];
        var events = subjects.Count(i => sample.Events[i]);
        if (present.Length < 2 || events == 0)
            return Answer<LogRankTest>.NotEnough(FormattableString.Invariant($"{events} events in {present.Length} groups; at least one event and two groups are needed to compare curves."));
        var place = new int[groups.Labels.Count];
        for (var g = 0; g < present.Length; g++)
            place[present[g]] = g;
        var (observed, expected, covariance) = (new double[present.Length], new double[present.Length], new double[present.Length, present.Length]);
        foreach (var stratum in subjects.GroupBy(i => strata?.Codes[i] ?? 0).OrderBy(s => s.Key))
            Add(sample, [.. stratum], i => place[groups.Codes[i]], rho, observed, expected, covariance);

        // Groups that never were at risk together with an event say nothing.
        int[] speaking = [.. Enumerable.Range(0, present.Length).Where(g => expected[g] > 0)];
        var degrees = speaking.Length - 1;
        if (degrees < 1)
            return Answer<LogRankTest>.NotEnough(FormattableString.Invariant($"No event happened while two groups were at risk together ({events} events), so their curves cannot be compared."));
        var difference = Vector<double>.Build.Dense(degrees, g => observed[speaking[g]] - expected[speaking[g]]);
        var block = Matrix<double>.Build.Dense(degrees, degrees, (r, c) => covariance[speaking[r], speaking[c]]);
        var chiSquared = block.Determinant() > 0 ? difference * block.Solve(difference) : 0;
        return Answer<LogRankTest>.Of(new LogRankTest(
            [.. present.Select((code, g) => new GroupEvents(groups.Labels[code], subjects.Count(i => groups.Codes[i] == code), observed[g], expected[g]))],
            [.. covariance.Cast<double>()],
            chiSquared,
            degrees,
            TailProbability.ChiSquaredUpper(chiSquared, degrees)));
    }

    private static void Add(SurvivalSample sample, int[] subjects, Func<int, int> group, double rho, double[] observed, double[] expected, double[,] covariance)
    {
        var order = subjects.OrderBy(i => sample.Times[i]).ToArray();
        var size = observed.Length;
        var risk = new double[size];
        foreach (var i in order)
            risk[group(i)]++;
        var survival = 1.0;
        for (var i = 0; i < order.Length;)
        {
            var (start, time, events, n) = (i, sample.Times[order[i]], 0, (double)(order.Length - i));
            // The weight is that of the curve just before the time.
            var weight = rho == 0 ? 1 : Math.Pow(survival, rho);
            for (; i < order.Length && sample.Times[order[i]] == time; i++)
            {
                if (!sample.Events[order[i]])
                    continue;
                events++;
                observed[group(order[i])] += weight;
            }

            if (events > 0)
            {
                var spread = n > 1 ? weight * weight * events * (n - events) / (n - 1) : 0;
                for (var g = 0; g < size; g++)
                {
                    expected[g] += weight * events * risk[g] / n;
                    for (var h = 0; h < size; h++)
                        covariance[g, h] += spread * (risk[g] / n) * ((g == h ? 1 : 0) - (risk[h] / n));
                }

                survival *= (n - events) / n;
            }

            for (var k = start; k < i; k++)
                risk[group(order[k])]--;
        }
    }
}
