using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// Proposes the best place of one function drawn from the posterior. Each experiment has a draw of its own, which keeps experiments at work at the same time apart;
/// averaging over pending results would change nothing, as a draw already is one of the ways they could turn out.
/// </summary>
public sealed class ThompsonStrategy : ModelStrategy
{
    /// <summary>Points over the space, and points around the best results, at which the function is drawn.</summary>
    private const int Spread = 96;

    private const int Near = 32;

    public override string Name => StrategyNames.Thompson;

    public override string Title => "Thompson sampling";

    public override string Description => "Draws one of the functions the model holds possible and goes to its best place: every experiment at work follows a guess of its own.";

    public override bool SeeksImprovement => false;

    public override AcquisitionFunction Acquire(Outlook outlook)
    {
        var sampler = outlook.Encoded.Sampler;
        var random = SeededRandom.Derive(outlook.Seed(0x7A));
        var points = Enumerable.Range(0, Spread).Select(_ => sampler.SampleUnit(random)).ToList();
        var categorical = outlook.Model.Data.Categorical;
        foreach (var i in outlook.Ranked.Take(4))
        {
            for (var k = 0; k < Near / 4; k++)
            {
                var point = (double[])outlook.Encoded.Inputs[i].Clone();
                for (var j = 0; j < point.Length; j++)
                    point[j] = categorical[j] ? point[j] : point[j] + (0.3 * outlook.Model.Hyper.LengthScales[j] * random.NextNormal());
                points.Add(point);
            }
        }

        return new PosteriorSample(outlook.Model, points, outlook.Seed(0x75));
    }
}
