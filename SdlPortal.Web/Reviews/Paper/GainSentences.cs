using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.Simulation;
using SdlPortal.Web.Layout;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Reviews.Paper;

/// <summary>Gains in words with their intervals. Pure.</summary>
internal static class GainSentences
{
    /// <summary>"an experiment inside is better than one outside with probability 0.72 (0.58 to 0.83)".</summary>
    public static string Of(Estimate gain) => $"an experiment inside is better than one outside with probability {NumberWords.With(gain)}";

    public static string Promise(GainForecast forecast) => $"On a task like the target {Of(forecast.Superiority)}; 0.5 would say nothing. The interval is 95 % for one such task, from {Counts.Of(forecast.Tasks, "task")} that the region was made without.";

    public static string Realized(RealizedGain realized) => realized.Inside == 0 || realized.Outside == 0
        ? $"{Counts.Of(realized.Inside, "fresh experiment")} inside and {Counts.Of(realized.Outside)} outside: nothing to compare yet."
        : $"Of {Counts.Of(realized.Inside, "fresh experiment")} inside and {Counts.Of(realized.Outside)} outside, {Of(realized.Superiority)}.";

    /// <summary>How a verdict looks: color, icon and word.</summary>
    public static StatusTone Tone(GainVerdict verdict) => verdict switch
    {
        GainVerdict.Open => new("tone-queued", "question", "too few experiments"),
        GainVerdict.AsForecast => new("tone-done", "check", "as forecast"),
        GainVerdict.BetterButNotAsForecast => new("tone-attention", "warning", "better, but not as forecast"),
        GainVerdict.NotShown => new("tone-attention", "question", "not shown"),
        GainVerdict.Contradicted => new("tone-failed", "cross", "contradicted"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
