using SdlPortal.Domain.Optimization.Acquisition;

namespace SdlPortal.Domain.Optimization.Search;

/// <summary>
/// Lets several climbs go on side by side: each round collects what they ask and scores it together, which costs little more than one. What a climb does
/// does not depend on the others. Scores are multiplied by a scale, so that thresholds mean the same for every acquisition function.
/// </summary>
internal sealed class Lockstep(AcquisitionFunction acquisition, int dimension, double scale, CancellationToken cancellationToken)
{
    private double[] points = [];
    private double[] scores = [];
    private double[] gradients = [];

    public int Evaluations { get; private set; }

    public void Run(IReadOnlyList<Climb> climbs, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isAnyLeft = false;
            foreach (var climb in climbs)
                isAnyLeft |= climb.Advance();
            if (!isAnyLeft)
                return;
            Answer(climbs, wantsGradients: true);
            Answer(climbs, wantsGradients: false);
        }
    }

    private void Answer(IReadOnlyList<Climb> climbs, bool wantsGradients)
    {
        var count = 0;
        foreach (var climb in climbs)
            count += climb.Asked is { } asked && asked.WantsGradients == wantsGradients ? asked.Count : 0;
        if (count == 0)
            return;
        if (points.Length < count * dimension)
            (points, scores, gradients) = (new double[count * dimension], new double[count], new double[count * dimension]);
        var at = 0;
        foreach (var climb in climbs)
        {
            if (climb.Asked is not { } asked || asked.WantsGradients != wantsGradients)
                continue;
            asked.Points.AsSpan(0, asked.Count * dimension).CopyTo(points.AsSpan(at * dimension));
            at += asked.Count;
        }

        var slopes = wantsGradients ? gradients.AsSpan(0, count * dimension) : default;
        acquisition.Scores(points.AsSpan(0, count * dimension), scores.AsSpan(0, count), slopes);
        Evaluations += count;
        at = 0;
        foreach (var climb in climbs)
        {
            if (climb.Asked is not { } asked || asked.WantsGradients != wantsGradients)
                continue;
            for (var i = 0; i < asked.Count; i++)
                asked.Scores[i] = scale * scores[at + i];
            for (var i = 0; i < asked.Count * dimension && wantsGradients; i++)
                asked.Gradients[i] = scale * slopes[(at * dimension) + i];
            at += asked.Count;
        }
    }
}
