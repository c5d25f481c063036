namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>Which experiments of an initial design a warm start chooses, so that what it knows is used from the first experiment on and a misleading one leaves the design half of them. Pure.</summary>
internal static class InitialTurn
{
    /// <summary>True for every other experiment of the design, the first one among them, where there are donors or regions and a strategy that can ask them.</summary>
    public static bool IsWarm(SuggestionRequest request, ISuggester strategy) =>
        request.WarmStart is { } warm && strategy is ModelStrategy && (warm.Donors.Count > 0 || warm.Regions.Count > 0) && (request.Index - warm.InitialPoints.Count) % 2 == 0;
}
