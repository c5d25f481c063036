namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>
/// Which experiments of an initial design a warm start chooses, so that what it knows is used from the first experiment on: every other one. The rest stay with the design: by them donors that agree in an error are found out, and they are the only
/// evidence by which a recommendation is scored later, since nothing chose them. Measured in docs/results/warm-start.md. Pure.
/// </summary>
internal static class InitialTurn
{
    /// <summary>Donors believed less, or a prior with a smaller exponent, do not know better than a design.</summary>
    private const double LeastBelief = 0.25;

    private const double LeastExponent = 0.1;

    /// <summary>The warm start's choice; null where it is not its turn, or where it has too little to say.</summary>
    public static Suggestion? Of(SuggestionRequest request, ISuggester strategy, CancellationToken cancellationToken)
    {
        if (request.WarmStart is not { } warm || strategy is not ModelStrategy || (warm.Donors.Count == 0 && warm.Regions.Count == 0) || (request.Index - warm.InitialPoints.Count) % 2 != 0)
            return null;
        var suggestion = strategy.Suggest(request, cancellationToken);
        return suggestion.Rationale.WarmStart is { } note && (note.Belief >= LeastBelief || note.PriorExponent >= LeastExponent) ? suggestion : null;
    }
}
