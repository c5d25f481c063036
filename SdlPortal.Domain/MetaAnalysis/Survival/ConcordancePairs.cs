namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>
/// Harrell's concordance: of all pairs of which one surely had the event first, the share in which that one has the higher risk, ties of risk counting half; with the standard error of the infinitesimal jackknife
/// (as R's concordance). O(n²). Pure.
/// </summary>
internal static class ConcordancePairs
{
    public static (double Value, double StandardError) Of(ReadOnlySpan<double> times, ReadOnlySpan<bool> events, ReadOnlySpan<double> risks, ReadOnlySpan<int> strata)
    {
        var n = times.Length;
        var (won, met) = (new double[n], new double[n]);
        var (sum, pairs) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            if (!events[i])
                continue;
            for (var j = 0; j < n; j++)
            {
                // A subject censored at the time of an event outlived it; two events at one time have no order.
                if (i == j || strata[i] != strata[j] || !(times[j] > times[i] || (times[j] == times[i] && !events[j])))
                    continue;
                var win = risks[i] > risks[j] ? 1 : risks[i] == risks[j] ? 0.5 : 0;
                won[i] += win;
                won[j] += win;
                met[i]++;
                met[j]++;
                sum += win;
                pairs++;
            }
        }

        if (pairs == 0)
            return (double.NaN, double.NaN);
        var (value, squares) = (sum / pairs, 0.0);
        for (var i = 0; i < n; i++)
            squares += Math.Pow((won[i] - (value * met[i])) / pairs, 2);
        return (value, Math.Sqrt(squares));
    }
}
