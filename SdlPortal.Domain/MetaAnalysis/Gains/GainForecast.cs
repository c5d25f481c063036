using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>
/// What a region promises on a task that it was not made from, said beforehand so that fresh experiments can hold it to that. The gain is the probability of superiority: that an experiment inside the region comes out better than
/// one outside, ties half (0.5: the region says nothing). It is free of units and of the metric's scale, and the same for maximizing and for minimizing the negation.
/// </summary>
/// <param name="Superiority">The gain on a task like the target, with the 95 % interval for the gain of one such task (it holds how tasks differ, not only the error of their mean).</param>
/// <param name="LogitMean">Of the pooled gain on the logit scale, on which tasks are pooled.</param>
/// <param name="LogitError">Its standard error.</param>
/// <param name="Tau2">How much tasks differ on that scale.</param>
/// <param name="DegreesOfFreedom">Of the t distribution behind the interval.</param>
/// <param name="Tasks">How many tasks it rests on: each was tried with a region that was made without it, so that the forecast is not flattered by the choice of the region.</param>
/// <param name="Method">In a sentence.</param>
public sealed record GainForecast(Estimate Superiority, double LogitMean, double LogitError, double Tau2, double DegreesOfFreedom, int Tasks, string Method, IReadOnlyList<TaskGain> ByTask, IReadOnlyList<string> Remarks)
{
    public const int FewestTasks = 3;

    /// <param name="tasks">Each with a region (or variant) that was chosen without it.</param>
    /// <param name="method">How they were chosen, in a sentence.</param>
    public static Answer<GainForecast> Of(IReadOnlyList<TaskGain> tasks, string method, IReadOnlyList<string> remarks)
    {
        if (tasks.Count < FewestTasks)
            return Answer<GainForecast>.NotEnough($"{tasks.Count} {(tasks.Count == 1 ? "task has" : "tasks have")} runs on both sides of what the other tasks chose; at least {FewestTasks} are needed to say what a further one would gain.");
        var next = NextStudy.Predict([.. tasks.Select(t => new StudyEffect(t.Task, t.Logit, t.LogitError * t.LogitError))]);
        var range = next.Range(0.95);
        return Answer<GainForecast>.Of(new GainForecast(new Estimate(Logistic(next.Mean), Logistic(range.Low), Logistic(range.High)), next.Mean, next.Error, next.TauSquared, next.DegreesOfFreedom, tasks.Count, method, tasks, remarks));
    }

    internal static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));
}

/// <summary>One task's gain of the region that was made without it, from its runs with a result (what failed is told by the region's risk).</summary>
/// <param name="Superiority">With its 95 % interval for the sampling of these runs.</param>
/// <param name="Logit">Of the gain, kept away from 0 and 1 where no run contradicts, see <see cref="Gains.Superiority"/>.</param>
public sealed record TaskGain(string Task, int Inside, int Outside, Estimate Superiority, double Logit, double LogitError)
{
    /// <param name="inside">Outcomes, larger is better; one at least.</param>
    public static TaskGain Of(string task, ReadOnlySpan<double> inside, ReadOnlySpan<double> outside)
    {
        var gain = Gains.Superiority.Of(inside, outside);
        var range = gain.Range(TailProbability.NormalCritical(0.95));
        return new TaskGain(task, gain.Inside, gain.Outside, new Estimate(gain.Value, range.Low, range.High), gain.Logit, gain.LogitError);
    }
}
