namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>How far an analysis is.</summary>
/// <param name="Fraction">0 to 1, of the whole.</param>
/// <param name="Doing">What is at work, for people: "effects of the parameters".</param>
public readonly record struct AnalysisProgress(double Fraction, string Doing);

/// <summary>Tells the progress of an analysis part by part. A part's own fraction fills its share of the whole.</summary>
internal sealed class AnalysisSteps(IProgress<AnalysisProgress>? progress)
{
    private double done;

    /// <param name="share">Of the whole.</param>
    public T Do<T>(string doing, double share, Func<IProgress<double>, T> work)
    {
        progress?.Report(new AnalysisProgress(done, doing));
        var result = work(new Part(progress, done, share, doing));
        done += share;
        return result;
    }

    private sealed class Part(IProgress<AnalysisProgress>? progress, double from, double share, string doing) : IProgress<double>
    {
        public void Report(double value) => progress?.Report(new AnalysisProgress(Math.Clamp(from + (share * value), 0, 1), doing));
    }
}
