namespace SdlPortal.Domain.Optimization;

/// <summary>The strategies by name, and the one entry for suggestions: initial design first, then the chosen strategy. Pure.</summary>
public static class Strategies
{
    private static readonly RandomStrategy Random = new();
    private static readonly SobolStrategy Sobol = new();
    private static readonly ExpectedImprovementStrategy ExpectedImprovement = new();

    /// <summary>Every strategy, in the order in which to offer them.</summary>
    public static IReadOnlyList<ISuggester> All { get; } = [ExpectedImprovement, Sobol, Random];

    /// <summary>The names that campaign files may use, in the same order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(s => s.Name)];

    /// <summary>Strategies that need results before they can choose.</summary>
    private static readonly IReadOnlySet<string> NeedModel = new HashSet<string> { ExpectedImprovement.Name };

    /// <summary>The strategy of that name, or null.</summary>
    public static ISuggester? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>
    /// The next experiment of a request: a point of the initial design while its index lies in it (prior results do not count towards it), a
    /// space-filling one while fewer than two different configurations have results, else what the chosen strategy proposes.
    /// </summary>
    /// <exception cref="SuggestionException">The strategy is unknown, or nothing can be proposed.</exception>
    public static Suggestion Suggest(SuggestionRequest request, CancellationToken cancellationToken = default)
    {
        var strategy = Find(request.Strategy.Name)
            ?? throw new SuggestionException($"There is no strategy '{request.Strategy.Name}'. Choose one of {string.Join(", ", Names)}.");
        if (request.Index < request.InitialDesign.Count)
        {
            ISuggester design = request.InitialDesign.Kind == InitialDesignKind.Sobol ? Sobol : Random;
            return Named(design.Suggest(request, cancellationToken), "initial " + design.Name);
        }

        if (NeedModel.Contains(strategy.Name))
        {
            var encoded = new EncodedRequest(request);
            if (encoded.DistinctResults is < 2 and var distinct)
            {
                var (configuration, remarks) = SpaceFilling.Farthest(encoded, 0xF111);
                var known = distinct == 0 ? "No result is known yet" : "Results of only one configuration are known";
                return encoded.Suggest(configuration, strategy.Name, [.. remarks, $"{known}; a model needs two, so this point fills the space."]);
            }
        }

        return strategy.Suggest(request, cancellationToken);
    }

    private static Suggestion Named(Suggestion suggestion, string name) =>
        suggestion with { Rationale = suggestion.Rationale with { Strategy = name } };
}
