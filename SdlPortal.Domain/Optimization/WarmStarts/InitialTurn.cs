namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>Which experiments of an initial design a warm start chooses, so that what it knows is used from the first experiment on: all of them while donors are believed, every other one where there are regions alone. Pure.</summary>
internal static class InitialTurn
{
    /// <summary>Donors believed less, or a prior with a smaller exponent, do not know better than a design.</summary>
    private const double LeastBelief = 0.25;

    private const double LeastExponent = 0.1;

    /// <summary>The warm start's choice; null where it is not its turn, or where it has too little to say.</summary>
    public static Suggestion? Of(SuggestionRequest request, ISuggester strategy, CancellationToken cancellationToken)
    {
        if (request.WarmStart is not { } warm || strategy is not ModelStrategy || (warm.Donors.Count == 0 && warm.Regions.Count == 0))
            return null;
        var isTurn = (request.Index - warm.InitialPoints.Count) % 2 == 0;
        if (warm.Donors.Count == 0 && !isTurn)
            return null;
        var suggestion = strategy.Suggest(request, cancellationToken);
        return suggestion.Rationale.WarmStart is { } note && (note.Belief >= LeastBelief || (isTurn && note.PriorExponent >= LeastExponent)) ? suggestion : null;
    }
}
