using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// What a strategy looks at when it builds its acquisition: the model given the results, and the pending experiments as the campaign's policy lets them
/// enter. Values are oriented, larger is better. Immutable; built anew for each suggestion.
/// </summary>
public sealed class Outlook
{
    internal Outlook(EncodedRequest encoded, GaussianProcess fitted, PendingPolicy policy, CancellationToken cancellationToken)
    {
        Encoded = encoded;
        Fitted = fitted;
        Policy = policy;
        CancellationToken = cancellationToken;
        FittedMeans = fitted.FittedMeans();
        Ranked = [.. encoded.Candidates.OrderByDescending(i => FittedMeans[i])];
        Assumed = PendingAssumption.Values(policy, fitted, encoded.Pending);
        Model = Assumed.Count == 0 ? fitted : fitted.Condition(encoded.Pending, Assumed);
        BestLatent = FittedMeans[Ranked[0]];
        BestObserved = Ranked.Max(i => fitted.Data.Mean + (fitted.Data.Deviation * fitted.Data.Standardized[i]));
        if (Assumed.Count > 0)
            (BestLatent, BestObserved) = (Math.Max(BestLatent, Model.FittedMeans().Skip(FittedMeans.Length).Max()), Math.Max(BestObserved, Assumed.Max()));
    }

    public EncodedRequest Encoded { get; }

    /// <summary>The model to choose by: fitted to the results and, where the policy assumes results for pending experiments, conditioned on those as well.</summary>
    public GaussianProcess Model { get; }

    /// <summary>The model of the results alone.</summary>
    public GaussianProcess Fitted { get; }

    public PendingPolicy Policy { get; }

    /// <summary>The results that pending experiments are assumed to have, in the model outputs' units; empty unless the policy assumes any.</summary>
    public IReadOnlyList<double> Assumed { get; }

    /// <summary>Pending points whose unknown results the acquisition has to average over; empty under every other policy than <see cref="PendingPolicy.Joint"/>.</summary>
    public IReadOnlyList<double[]> Joint => Policy == PendingPolicy.Joint ? Encoded.Pending : [];

    /// <summary>Latent mean at each result under the model of the results alone.</summary>
    public double[] FittedMeans { get; }

    /// <summary>Rows of the results to improve on (<see cref="EncodedRequest.Candidates"/>), best latent mean first.</summary>
    public IReadOnlyList<int> Ranked { get; }

    /// <summary>The best latent mean at a result inside the space, or at an assumed one; one lucky measurement does not raise it.</summary>
    public double BestLatent { get; }

    /// <summary>The best measured value inside the space, noise and all, or assumed one.</summary>
    public double BestObserved { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>Expected improvement on the best of all results inside the space (assumed ones too), of which noise leaves uncertain how good it is.</summary>
    public NoisyExpectedImprovement NoisyImprovement()
    {
        var candidates = Ranked.Select(i => Encoded.Inputs[i]).Concat(Assumed.Count > 0 ? Encoded.Pending : []).ToList();
        return new NoisyExpectedImprovement(Model, Baseline.Prune(Model, candidates, Seed(0xBA5E)), Joint, Seed(0xE1));
    }

    /// <summary>Distance from everything measured or pending.</summary>
    public MaximinDistance Distance() => new([.. Encoded.Inputs, .. Encoded.Pending], Encoded.Sampler.Region.Cube.Categorical);

    /// <summary>How many of the results, the first ones, cannot be the strategy's own choice: prior results and the initial design.</summary>
    public int Given => Math.Max(0, Fitted.Data.Count - Math.Max(0, Encoded.Request.Index - Encoded.Request.InitialCount - Encoded.Request.Pending.Count));

    /// <summary>The seed for a purpose.</summary>
    public long Seed(long purpose) => Encoded.Seed(purpose);
}
