using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>An estimate with its standard error and interval.</summary>
public readonly record struct EffectEstimate(double Value, double StandardError, Interval Interval);

/// <summary>One task's effect: by its own runs alone, with what other tasks lend it, and what is special to it.</summary>
/// <param name="Count">Runs of the task; 0 where only estimates were given.</param>
/// <param name="Own">No pooling: the task's own data alone; null where they do not suffice.</param>
/// <param name="Partial">Partial pooling: own data and those of the others, by how sure each is.</param>
/// <param name="Deviation">Partial estimate minus the mean of tasks: what is special to the task. Its interval excludes 0 where the task differs beyond chance.</param>
public sealed record TaskEffect(string Task, int Count, EffectEstimate? Own, EffectEstimate Partial, EffectEstimate Deviation)
{
    public bool IsSpecial => Deviation.Interval.IsKnown && !Deviation.Interval.Holds(0);
}

/// <summary>An effect in all tasks, side by side.</summary>
/// <param name="Mean">Of tasks: what a further task is expected to show on average.</param>
/// <param name="Complete">Complete pooling: all runs as if they were of one task.</param>
/// <param name="Between">The standard deviation of true effects between tasks.</param>
public sealed record TaskEffectComparison(string Effect, IReadOnlyList<TaskEffect> Tasks, EffectEstimate Mean, EffectEstimate Complete, double Between, string Method);

/// <summary>Effects per task without, with partial and with complete pooling. Pure.</summary>
public static class TaskEffects
{
    /// <summary>From an estimate per task (a difference, an importance, a slope), by random effects. Estimates without a standard error are left out.</summary>
    public static Answer<TaskEffectComparison> OfEstimates(string effect, IReadOnlyList<StudyEffect> tasks, PoolingOptions? options = null)
    {
        options ??= new PoolingOptions();
        var answer = RandomEffects.Pool(tasks, options);
        if (!answer.HasValue)
            return Answer<TaskEffectComparison>.NotEnough(answer.WhyNot!);
        var pooled = answer.Value;
        var complete = RandomEffects.Pool(tasks, options with { Method = PoolingMethod.Fixed, KnappHartung = false }).Value;
        var (plain, critical) = (TailProbability.NormalCritical(options.Level), RandomEffects.Critical(options.Level, pooled.DegreesOfFreedom));
        TaskEffect Of(StudyEffect task, ShrunkenEffect shrunken)
        {
            var own = shrunken.OwnShare;
            var error = Math.Sqrt((own * task.Variance) + (own * own * pooled.StandardError * pooled.StandardError));
            return new TaskEffect(task.Name, 0, Estimate(task.Value, task.StandardError, plain), new EffectEstimate(shrunken.Value, shrunken.StandardError, shrunken.Interval),
                Estimate(own * (task.Value - pooled.Estimate), error, critical));
        }

        return Answer<TaskEffectComparison>.Of(new TaskEffectComparison(
            effect,
            [.. pooled.Studies.Zip(pooled.Shrunken, Of)],
            new EffectEstimate(pooled.Estimate, pooled.StandardError, pooled.Interval),
            new EffectEstimate(complete.Estimate, complete.StandardError, complete.Interval),
            pooled.Tau,
            FormattableString.Invariant($"random effects over {pooled.Count} tasks")));
    }

    /// <summary>The mean response per task, from single runs, by a mixed model with a random intercept.</summary>
    public static Answer<TaskEffectComparison> OfMeans(string effect, double[] response, LabelColumn tasks, double level = 0.95)
    {
        var answer = LinearMixedModel.Fit(new GroupedObservations { Response = response, Groups = tasks }, level: level);
        if (!answer.HasValue)
            return Answer<TaskEffectComparison>.NotEnough(answer.WhyNot!);
        var fit = answer.Value;
        return Answer<TaskEffectComparison>.Of(Compare(effect, fit, fit.Fixed[0], fit.InterceptVariance, level, g => g.Intercept,
            code => OwnMean(response, tasks, code, level), tasks, FormattableString.Invariant($"mixed model with a random intercept over {fit.Groups.Count} tasks, {fit.Observations} runs")));
    }

    /// <summary>The slope of the response on x per task, from single runs, by a mixed model with correlated random intercept and slope.</summary>
    public static Answer<TaskEffectComparison> OfSlopes(string effect, double[] response, double[] x, LabelColumn tasks, double level = 0.95)
    {
        var slope = new Moderator(effect, x);
        var answer = LinearMixedModel.Fit(new GroupedObservations { Response = response, Fixed = [slope], Slope = slope, Groups = tasks }, RandomTerms.InterceptAndSlope, level: level);
        if (!answer.HasValue)
            return Answer<TaskEffectComparison>.NotEnough(answer.WhyNot!);
        var fit = answer.Value;
        return Answer<TaskEffectComparison>.Of(Compare(effect, fit, fit.Fixed[1], fit.SlopeVariance, level, g => g.Slope!.Value,
            code => OwnSlope(response, x, tasks, code, level), tasks, FormattableString.Invariant($"mixed model with random intercept and slope over {fit.Groups.Count} tasks, {fit.Observations} runs")));
    }

    /// <param name="own">The estimate of the rows with this code alone; −1 for all rows that have a task.</param>
    private static TaskEffectComparison Compare(string effect, MixedModelFit fit, FixedCoefficient mean, double variance, double level, Func<GroupDeviation, RandomEffect> of, Func<int, EffectEstimate?> own, LabelColumn tasks, string method)
    {
        // How many degrees of freedom a prediction has is not known; those of the residuals are the most common choice.
        var critical = TailProbability.StudentCritical(level, Math.Max(1, fit.Observations - fit.Groups.Count));
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < tasks.Labels.Count; i++)
            codes[tasks.Labels[i]] = i;
        return new TaskEffectComparison(
            effect,
            [.. fit.Groups.Select(g => new TaskEffect(g.Group, g.Count, own(codes[g.Group]), Estimate(of(g).Total, of(g).TotalSd, critical), Estimate(of(g).Deviation, of(g).PredictionSd, critical)))],
            new EffectEstimate(mean.Estimate, mean.StandardError, mean.Interval),
            own(-1)!.Value,
            Math.Sqrt(variance),
            method);
    }

    private static EffectEstimate Estimate(double value, double error, double critical) => new(value, error, Interval.Around(value, critical * error));

    private static EffectEstimate? OwnMean(double[] response, LabelColumn tasks, int code, double level)
    {
        var (n, sum, squares) = (0, 0.0, 0.0);
        for (var i = 0; i < response.Length; i++)
        {
            if (Counts(tasks, code, i) && double.IsFinite(response[i]))
                (n, sum) = (n + 1, sum + response[i]);
        }

        if (n < 2)
            return null;
        for (var i = 0; i < response.Length; i++)
        {
            if (Counts(tasks, code, i) && double.IsFinite(response[i]))
                squares += (response[i] - (sum / n)) * (response[i] - (sum / n));
        }

        return Estimate(sum / n, Math.Sqrt(squares / (n - 1) / n), TailProbability.StudentCritical(level, n - 1));
    }

    private static EffectEstimate? OwnSlope(double[] response, double[] x, LabelColumn tasks, int code, double level)
    {
        int[] rows = [.. Enumerable.Range(0, response.Length).Where(i => Counts(tasks, code, i) && double.IsFinite(response[i]) && double.IsFinite(x[i]))];
        if (rows.Length < 3)
            return null;
        var (meanX, meanY) = (rows.Average(i => x[i]), rows.Average(i => response[i]));
        var (xx, xy, rss) = (rows.Sum(i => (x[i] - meanX) * (x[i] - meanX)), rows.Sum(i => (x[i] - meanX) * (response[i] - meanY)), 0.0);
        if (xx <= 0)
            return null;
        foreach (var i in rows)
            rss += Math.Pow(response[i] - meanY - (xy / xx * (x[i] - meanX)), 2);
        return Estimate(xy / xx, Math.Sqrt(rss / (rows.Length - 2) / xx), TailProbability.StudentCritical(level, rows.Length - 2));
    }

    private static bool Counts(LabelColumn tasks, int code, int row) => code < 0 ? tasks.Codes[row] >= 0 : tasks.Codes[row] == code;
}
