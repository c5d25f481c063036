using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Survival;

/// <summary>Learning curves as survival times: when each first reaches a threshold. Pure.</summary>
public static class CurveTimes
{
    /// <summary>The first step at which the value is at least (for minimized metrics at most) the threshold; censored at the last step that has a value where none is. Curves without any value are left out.</summary>
    /// <returns>The sample and, for each of its subjects, the index of its curve.</returns>
    public static (SurvivalSample Sample, int[] Curves) ToThreshold(IReadOnlyList<LearningCurve> curves, double threshold, MetricGoal goal)
    {
        var (times, events, indices) = (new List<double>(), new List<bool>(), new List<int>());
        var sign = goal == MetricGoal.Minimize ? -1 : 1;
        for (var c = 0; c < curves.Count; c++)
        {
            var (last, reached) = (double.NaN, false);
            for (var i = 0; i < curves[c].Values.Count && !reached; i++)
            {
                if (double.IsNaN(curves[c].Values[i]))
                    continue;
                last = curves[c].Steps[i];
                reached = sign * curves[c].Values[i] >= sign * threshold;
            }

            if (double.IsNaN(last))
                continue;
            times.Add(last);
            events.Add(reached);
            indices.Add(c);
        }

        return (new SurvivalSample([.. times], [.. events]), [.. indices]);
    }
}
