namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>How experiments came to lie inside or outside of a region.</summary>
public enum EvidenceKind
{
    /// <summary>Drawn evenly, in an order that a seed decided: a validation's, or a campaign's initial design where that fills the whole space. They say without bias what the region is worth.</summary>
    Randomized,

    /// <summary>
    /// Chosen by an optimizer for what it expected: those inside and those outside are the best that it could find there, so their difference is not that of the region and may be off in either direction. Shown, never counted for a score or an alarm.
    /// </summary>
    Chosen,
}

/// <summary>What one campaign adds.</summary>
/// <param name="Name">Of the campaign, for people.</param>
public sealed record FreshEvidence(string Name, EvidenceKind Kind, RealizedGain Gain);

/// <summary>Several campaigns as one.</summary>
/// <param name="Gain">Of what counts.</param>
/// <param name="Counted">Names of campaigns.</param>
/// <param name="LeftOut">Why each of the others does not count, a sentence each.</param>
public sealed record PooledGain(RealizedGain Gain, IReadOnlyList<string> Counted, IReadOnlyList<string> LeftOut);

/// <summary>Brings the fresh experiments of several campaigns on one task together: experiments are compared within their campaign only, as campaigns may differ in level. Pure.</summary>
public static class GainPooling
{
    public static PooledGain Of(IReadOnlyList<FreshEvidence> evidence) => throw new NotImplementedException();
}
