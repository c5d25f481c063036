using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>
/// What donors let expect at a point, in standard deviations of their tasks, plus how little the experiments so far tell about it: one at most, 0 at an experiment. For choices before there is a model. One object per thread.
/// </summary>
/// <param name="trend">The donors' expectation.</param>
/// <param name="known">A process that knows where experiments are; null where there are none.</param>
internal sealed class ExpectedAnywhere(Trend trend, GaussianProcess? known) : AcquisitionFunction
{
    private readonly PosteriorDeviation? deviation = known is null ? null : new(known, []);
    private readonly Trend.Workspace workspace = new();

    public override string Name => "expectation of related tasks";

    public override double Value(double score) => score;

    public override double Score(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var score = deviation?.Score(x, gradient) ?? 0;
        if (deviation is null)
            gradient.Clear();
        return score + trend.At(x, gradient);
    }

    public override void Scores(ReadOnlySpan<double> points, Span<double> scores, Span<double> gradients)
    {
        scores.Clear();
        gradients.Clear();
        deviation?.Scores(points, scores, gradients);
        var d = scores.IsEmpty ? 0 : points.Length / scores.Length;
        for (var first = 0; first < scores.Length; first += Panels.Width)
        {
            var some = Math.Min(Panels.Width, scores.Length - first);
            var at = points.Slice(first * d, some * d);
            var values = trend.Place(at, workspace, !gradients.IsEmpty);
            for (var lane = 0; lane < some; lane++)
                scores[first + lane] += values[lane];
            if (!gradients.IsEmpty)
                trend.AddGradients(at, Vector512<double>.One, workspace, gradients.Slice(first * d, some * d));
        }
    }
}
