using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Effects;
using SdlPortal.Domain.MetaAnalysis.Pooling;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.MetaAnalysis.Effects;

/// <summary>What effects say, in sentences with their intervals. Pure.</summary>
internal static class EffectSentences
{
    private const double Sure = 0.05;

    /// <summary>The mean over tasks and how far tasks differ.</summary>
    public static string Heterogeneity(PooledFinding effect)
    {
        var on = effect.OnScale;
        var differ = on.QPValue < Sure
            ? "Tasks differ beyond chance"
            : "No sign that tasks differ beyond chance";
        var share = string.Create(CultureInfo.InvariantCulture, $"I² {on.ISquared:0} % ({on.ISquaredInterval.Low:0} to {on.ISquaredInterval.High:0} %), τ² {NumberWords.Of(on.TauSquared)} on the scale of pooling; Cochran's Q {NumberWords.Of(on.Q)} with {on.QDegreesOfFreedom} degrees of freedom, {NumberWords.P(on.QPValue)}");
        var further = effect.Prediction is { } prediction ? $" A further task is expected between {NumberWords.Of(prediction.Low)} and {NumberWords.Of(prediction.High)}." : " Fewer than three tasks say nothing about a further one.";
        return $"Mean over {Counts.Of(effect.Tasks.Count, "task")} {NumberWords.With(effect.Mean)}, 95 % interval. {differ}: {share}.{further}";
    }

    /// <summary>Whether the mean is told apart from no trend.</summary>
    public static string Tested(PooledFinding trend) => double.IsNaN(trend.AdjustedP) ? "" :
        trend.AdjustedP < Sure
            ? $"{(trend.Mean.Value > 0 ? "Larger" : "Smaller")} values go with better outcomes over tasks ({NumberWords.P(trend.OnScale.PValue)}, {NumberWords.P(trend.AdjustedP)} corrected for all parameters)."
            : $"No trend over tasks is told apart from none ({NumberWords.P(trend.OnScale.PValue)}, {NumberWords.P(trend.AdjustedP)} corrected for all parameters).";

    /// <summary>Egger's test.</summary>
    public static string Asymmetry(Answer<FunnelAsymmetry> test) => !test.HasValue ? test.WhyNot! :
        test.Value.PValue < Sure
            ? $"Egger's test: unsure tasks show other effects than sure ones ({NumberWords.P(test.Value.PValue)}), as when only striking runs were kept."
            : $"Egger's test: no sign that unsure tasks show other effects than sure ones ({NumberWords.P(test.Value.PValue)}).";

    /// <summary>Whether the effect changes with a property of the tasks.</summary>
    public static string Moderator(EffectModerator moderator)
    {
        if (!moderator.Fit.HasValue)
            return $"With {moderator.Feature}: {moderator.Fit.WhyNot}";
        var (fit, slope) = (moderator.Fit.Value, moderator.Fit.Value.Coefficients[1]);
        var answer = moderator.AdjustedP < Sure ? $"the effect {(slope.Estimate > 0 ? "grows" : "shrinks")}" : "no change is told apart from none";
        return $"With {moderator.Feature} of {Counts.Of(fit.Count, "task")}: {answer}; slope {NumberWords.With(slope.Estimate, slope.Interval.Low, slope.Interval.High)} per unit on the scale of pooling, {NumberWords.P(moderator.AdjustedP)} corrected, {NumberWords.Of(fit.RSquared)} % of what tasks differ by.";
    }

    public static string Trend(Trend trend) =>
        $"{(trend.AdjustedP < Sure ? $"{(trend.Spearman > 0 ? "larger" : "smaller")} values go with better outcomes" : "no trend is told apart from none")}: rank correlation {NumberWords.With(trend.Spearman, trend.Low, trend.High)}, {NumberWords.P(trend.AdjustedP)} corrected; {Used(trend.Used, trend.Of)}.";

    public static string Threshold(Threshold threshold, string? unit) => threshold.AdjustedP < Sure
        ? $"the outcome begins to behave differently at {NumberWords.Of(threshold.At, unit)} ({NumberWords.Range(threshold.Low, threshold.High, unit)}), where it {(threshold.Jump >= 0 ? "rises" : "falls")} from {NumberWords.Of(threshold.Below)} to {NumberWords.Of(threshold.Above)}; {NumberWords.P(threshold.AdjustedP)} corrected; {Used(threshold.Used, threshold.Of)}."
        : $"no threshold is told apart from a straight line ({NumberWords.P(threshold.AdjustedP)} corrected); {Used(threshold.Used, threshold.Of)}.";

    private static string Used(int used, int of) => used == of ? Counts.Of(of, "run") : $"{Counts.Of(used)} of {Counts.Of(of, "run")}";
}
