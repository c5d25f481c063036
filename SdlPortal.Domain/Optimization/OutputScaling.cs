namespace SdlPortal.Domain.Optimization;

/// <summary>The units in which models count each objective. Pure.</summary>
internal static class OutputScaling
{
    /// <summary>One number per objective: 1, or the power of two next to the largest result where squares of the results would leave the range of a double.</summary>
    public static IReadOnlyList<double> Of(SuggestionRequest request) =>
        [.. request.Objectives.Select((_, o) => request.Observations.Select(r => Math.Abs(r.Values[o])).DefaultIfEmpty().Max() is var largest and not (0 or (> 1e-100 and < 1e100))
            ? Math.ScaleB(1, Math.Max(Math.ILogB(largest), -1021))
            : 1)];
}
