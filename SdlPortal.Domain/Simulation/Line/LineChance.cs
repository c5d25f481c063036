using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Simulation.Line;

/// <summary>
/// The luck of one simulated campaign. What an attempt at a step draws follows from seed, repetition, experiment, step and attempt, whatever else happens
/// on the line and on whichever station of the kind it runs; a station's breakdowns follow from its id.
/// </summary>
internal readonly record struct LineChance(long Seed, int Repetition)
{
    /// <summary>Normal durations are cut at so many standard deviations, as those of the simulated instruments.</summary>
    private const double NormalCut = 2.5;

    /// <summary>No stage is faster than this share of what is expected.</summary>
    private const double Fastest = 0.05;

    private const long Durations = 1;
    private const long Failures = 2;
    private const long BreakdownsOfStations = 3;

    /// <summary>Actual over expected duration of one attempt.</summary>
    public double Ratio(DurationModel model, int experiment, int step, int attempt)
    {
        if (model.Shape == DurationShape.Fixed || model.Shape == DurationShape.Recorded && model.Ratios.Count == 0)
            return 1;
        var random = SeededRandom.Derive(Seed, Repetition, Durations, experiment, step, attempt);
        if (model.Shape == DurationShape.Recorded)
            return model.Ratios[(int)random.NextInt(model.Ratios.Count)];
        var z = random.NextNormal();
        if (model.Shape == DurationShape.Normal)
            return Math.Max(Fastest, 1 + (model.Spread * Math.Clamp(z, -NormalCut, NormalCut)));
        var variance = Math.Log(1 + (model.Spread * model.Spread));
        return Math.Exp((Math.Sqrt(variance) * z) - (variance / 2));
    }

    public bool Fails(double share, int experiment, int step, int attempt) =>
        share > 0 && SeededRandom.Derive(Seed, Repetition, Failures, experiment, step, attempt).NextDouble() < share;

    /// <summary>The stream of a station's breakdowns and repairs, one after the other.</summary>
    public SeededRandom Breakdowns(string station) =>
        new(SeededRandom.DeriveSeed([Seed, Repetition, BreakdownsOfStations, .. station.Select(c => (long)c)]));
}
