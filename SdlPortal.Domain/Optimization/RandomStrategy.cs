namespace SdlPortal.Domain.Optimization;

/// <summary>Every configuration equally likely, independent of all results: the yardstick that a model has to beat.</summary>
public sealed class RandomStrategy : ISuggester
{
    public string Name => StrategyNames.Random;

    public string Title => "random points";

    public string Description => "Draws configurations evenly at random; ignores the results.";

    public IReadOnlyList<PendingPolicy> PendingPolicies { get; } = [PendingPolicy.Ignored];

    public Suggestion Suggest(SuggestionRequest request, CancellationToken cancellationToken = default)
    {
        var encoded = new EncodedRequest(request);
        var (configuration, remarks) = SpaceFilling.Random(encoded, 0x4A);
        return encoded.Suggest(configuration, Name, remarks);
    }
}
