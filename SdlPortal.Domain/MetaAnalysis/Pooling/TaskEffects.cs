using SdlPortal.Domain.MetaAnalysis.Runs;

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
    /// <summary>From an estimate per task (a difference, an importance, a slope), by random effects.</summary>
    public static Answer<TaskEffectComparison> OfEstimates(string effect, IReadOnlyList<StudyEffect> tasks, PoolingOptions? options = null) => throw new NotImplementedException();

    /// <summary>The mean response per task, from single runs, by a mixed model with a random intercept.</summary>
    public static Answer<TaskEffectComparison> OfMeans(string effect, double[] response, LabelColumn tasks, double level = 0.95) => throw new NotImplementedException();

    /// <summary>The slope of the response on x per task, from single runs, by a mixed model with random intercept and slope.</summary>
    public static Answer<TaskEffectComparison> OfSlopes(string effect, double[] response, double[] x, LabelColumn tasks, double level = 0.95) => throw new NotImplementedException();
}
