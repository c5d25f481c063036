using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// Follows one scrambled Sobol sequence per seed: experiment number i takes its i-th feasible point. Where constraints leave too little of the box for that
/// (an equality, say), the point farthest from everything done instead.
/// </summary>
public sealed class SobolStrategy : ISuggester
{
    private const double DecentShare = 0.02;

    public string Name => StrategyNames.Sobol;

    public string Title => "Sobol sequence";

    public string Description => "Fills the space evenly with a scrambled Sobol sequence; ignores the results.";

    public IReadOnlyList<PendingPolicy> PendingPolicies { get; } = [PendingPolicy.Ignored];

    public Suggestion Suggest(SuggestionRequest request, CancellationToken cancellationToken = default)
    {
        var encoded = new EncodedRequest(request);
        var sampler = encoded.Sampler;
        if (sampler.Share < DecentShare)
        {
            var (far, notes) = SpaceFilling.Farthest(encoded, 0x50);
            return encoded.Suggest(far, Name, [.. notes, "The constraints leave too little of the box for a Sobol sequence; the point is the one farthest from all others."]);
        }

        var sequence = Sobol.Wide(sampler.Region.Cube.Dimension, SeededRandom.DeriveSeed(request.Seed, 0x50));
        var isTaken = encoded.Rules(encoded.MayRepeat).First().IsTaken;
        var feasible = 0;
        for (var i = sampler.Region.IsConstrained ? 0 : request.Index; ; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (sampler.FromSequence(sequence(i)) is not { } unit)
                continue;
            if (sampler.Region.IsConstrained && feasible++ < request.Index)
                continue;
            var configuration = sampler.Region.Cube.Decode(unit);
            if (!isTaken(unit, configuration))
                return encoded.Suggest(configuration, Name);
            break;
        }

        // Rounding to levels can land on a configuration that is already done.
        var (other, remarks) = SpaceFilling.Farthest(encoded, 0x50);
        return encoded.Suggest(other, Name, remarks);
    }
}
