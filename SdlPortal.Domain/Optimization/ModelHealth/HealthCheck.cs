namespace SdlPortal.Domain.Optimization.ModelHealth;

public enum HealthStatus
{
    /// <summary>Nothing to do.</summary>
    Ok,

    /// <summary>Worth a person's look.</summary>
    Look,

    /// <summary>The model should not be trusted before this is mended.</summary>
    Problem,

    /// <summary>Too little is known for an answer.</summary>
    NotEnoughData,
}

/// <summary>One question put to the model or its data, with the answer.</summary>
/// <param name="Id">What was asked, the same in every campaign: "fit", "calibration", "noise".</param>
/// <param name="Objective">The objective it is about; null where it is about all.</param>
/// <param name="Sentence">The answer with its numbers.</param>
/// <param name="Remedy">What to do about it; null when there is nothing to do.</param>
public sealed record HealthCheck(string Id, string? Objective, HealthStatus Status, string Sentence, string? Remedy = null)
{
    /// <summary>Indices in the request's observations of the results that the sentence is about.</summary>
    public IReadOnlyList<int> Results { get; init; } = [];
}
