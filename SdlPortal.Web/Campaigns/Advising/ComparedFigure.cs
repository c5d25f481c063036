using SdlPortal.Web.Layout;

namespace SdlPortal.Web.Campaigns.Advising;

/// <summary>One figure of a campaign: what was expected of the recommended choice and of the one that was made, and what happened.</summary>
/// <param name="Hint">What exactly is compared.</param>
/// <param name="Chosen">Null when the choice that was made was not simulated.</param>
/// <param name="Happened">Null while nobody can tell.</param>
/// <param name="Write">The number as people read it.</param>
internal sealed record ComparedFigure(string Name, string Hint, double Advised, double? Chosen, double? Happened, Func<double, string> Write)
{
    /// <summary>Within this much of what was expected of the choice that was made, the simulation was right.</summary>
    public const double Tolerance = 0.1;

    /// <summary>Whether the simulation was right about the choice that was made; null when that cannot be said.</summary>
    public StatusTone? Verdict => (Chosen, Happened) switch
    {
        ({ } expected, { } happened) when Math.Abs(happened - expected) <= Tolerance * Math.Abs(expected) || Write(happened) == Write(expected) => new("tone-done", "check", "as expected"),
        ({ } expected, { } happened) => new("tone-attention", happened > expected ? "up" : "down", happened > expected ? "more than expected" : "less than expected"),
        _ => null,
    };
}
