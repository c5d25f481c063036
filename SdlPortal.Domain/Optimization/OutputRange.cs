using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// Brings results near the ends of what a double holds, whose squares would overflow or vanish, to a size to compute with: each objective times a power of two, which changes
/// no digit, and the rationale back. Immutable; does nothing to ordinary numbers.
/// </summary>
internal sealed class OutputRange
{
    /// <summary>Largest magnitudes from 2⁻³⁰⁰ to 2³⁰⁰ (about 1e±90) are ordinary: their squares and the squares' sums are far from the ends.</summary>
    private const int Ordinary = 300;

    private readonly int[] exponents;

    private OutputRange(int[] exponents) => this.exponents = exponents;

    public static OutputRange Of(SuggestionRequest request) => new([.. request.Objectives.Select((_, o) => Exponent(request, o))]);

    public SuggestionRequest Scale(SuggestionRequest request) => Array.TrueForAll(exponents, e => e == 0) ? request : request with
    {
        Observations = [.. request.Observations.Select(o => o with { Values = Scale(o.Values), StandardErrors = Scale(o.StandardErrors) })],
    };

    public Suggestion Restore(Suggestion suggestion)
    {
        if (Array.TrueForAll(exponents, e => e == 0))
            return suggestion;
        var rationale = suggestion.Rationale;
        var first = exponents[0];
        return suggestion with
        {
            Rationale = rationale with
            {
                Predicted = [.. rationale.Predicted.Select((p, o) => p with { Mean = Back(p.Mean, exponents[o]), Sd = Back(p.Sd, exponents[o]) })],
                AcquisitionValue = exponents.Length == 1 && rationale.AcquisitionValue is { } value ? Back(value, first) : rationale.AcquisitionValue,
                Incumbent = rationale.Incumbent is { } incumbent ? Back(incumbent, first) : null,
                NoiseSd = rationale.NoiseSd is { } noise ? Back(noise, first) : null,
                Influences = [.. rationale.Influences.Select(i => i with { Effect = Back(i.Effect, first) })],
            },
        };
    }

    /// <summary>The power of two to take out of an objective's results; 0 for ordinary ones and for those that the request check refuses.</summary>
    private static int Exponent(SuggestionRequest request, int objective)
    {
        var largest = 0.0;
        foreach (var observation in request.Observations)
        {
            if (observation.Values.Count != request.Objectives.Count || !double.IsFinite(observation.Values[objective]))
                return 0;
            largest = Math.Max(largest, Math.Abs(observation.Values[objective]));
        }

        return largest > 0 && Math.ILogB(largest) is var exponent && Math.Abs(exponent) > Ordinary ? exponent : 0;
    }

    private EquatableList<double> Scale(EquatableList<double> values) => [.. values.Select((v, o) => o < exponents.Length ? Math.ScaleB(v, -exponents[o]) : v)];

    private static double Back(double value, int exponent) => Math.Clamp(Math.ScaleB(value, exponent), double.MinValue, double.MaxValue);
}
