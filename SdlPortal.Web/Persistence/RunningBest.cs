using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Persistence;

/// <summary>The best value so far (of the first objective, or the best desirability) after each result from the first on that keeps the outcome constraints, thinned for a small line.</summary>
internal static class RunningBest
{
    public const int MostPoints = 60;

    /// <summary>Evenly spaced over the results; the first and the last are always among them.</summary>
    public static double[] Of(Campaign campaign)
    {
        var aims = campaign.Definition.Aims;
        var results = campaign.CompletedInOrder.SkipWhile(e => !aims.AreKept(e.Values)).ToList();
        var objective = aims.Headline;
        var points = new double[Math.Min(results.Count, MostPoints)];
        var taken = 0;
        var best = double.NaN;
        for (var i = 0; i < results.Count; i++)
        {
            var value = aims.HeadlineValue(results[i].Values);
            best = i == 0 || (aims.AreKept(results[i].Values) && objective.IsBetter(value, best)) ? value : best;
            if (i == IndexOf(taken, points.Length, results.Count))
                points[taken++] = best;
        }

        return points;
    }

    private static int IndexOf(int point, int points, int results) =>
        points == 1 ? 0 : (int)((long)point * (results - 1) / (points - 1));
}
