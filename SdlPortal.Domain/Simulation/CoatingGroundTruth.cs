using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>
/// A synthetic stand-in for spray coating of conductive films (no real data behind it): conductivity in S/m from seven inputs, a broad peak of
/// 4e6 S/m inside the usual ranges, with interactions. With D = DMSO (v/v), c = concentration (mg/mL), q = spray flow (µL/s), a = air flow (%), p = passes,
/// h = height (mm), T = hotplate (°C): 4e6 / (1 + ½ Σ t²)^1.5, where the t are ln(c q p / 375)/0.8 (deposited amount), (T - 265 - 120 (D - 0.12))/20
/// (more DMSO wants more heat), (D - 0.12)/0.09, (a - 85 - 3 (q - 5))/14 and (h - 16 - 1.2 (q - 5))/5 (more spray wants more air and height),
/// (c - 15)/4.5, (q - 5)/2.5. Inputs and noise as in Wen, Zeitler and Rupnow 2023, arXiv 2312.03466; the shape is ours.
/// </summary>
public sealed class CoatingGroundTruth : GroundTruth
{
    public const string Name = "coating";
    public const double DefaultNoiseSd = 2e5;
    public const double Peak = 4e6;
    public const int Dimensions = 7;

    /// <summary>The inputs in their order by position, with words that recognize them and the value of a missing one (its place at the peak).</summary>
    private static readonly (string Input, string[] Words, double Nominal)[] Inputs =
    [
        ("DMSO content", ["dmso"], 0.12),
        ("precursor concentration", ["conc"], 15),
        ("spray flow rate", ["spray", "rate", "flow"], 5),
        ("air flow rate", ["air"], 85),
        ("passes", ["pass"], 5),
        ("spray height", ["height"], 16),
        ("hotplate temperature", ["temp", "plate", "anneal"], 265),
    ];

    /// <summary>"Air flow rate" and "spray height" hold words of the spray flow too: the plainer inputs are recognized first.</summary>
    private static readonly int[] Recognition = [0, 3, 5, 4, 6, 1, 2];
    private readonly string?[] names;

    /// <exception cref="GroundTruthException">A parameter is none of the seven inputs.</exception>
    public CoatingGroundTruth(SearchSpace space, Objective objective, double noiseSd)
        : base([objective], [noiseSd]) => names = Match(space);

    public override string Description =>
        "A synthetic stand-in for spray coating of conductive films, not fitted to any real data: conductivity peaks at 4e6 S/m inside the usual ranges.";

    public override bool IsDefinedEverywhere => true;

    public override IReadOnlyList<double> TrueValues(Configuration configuration)
    {
        var x = Inputs.Select((input, i) => names[i] is { } name ? configuration[name].Number : input.Nominal).ToArray();
        var (dmso, concentration, spray, air, passes, height, temperature) = (x[0], x[1], x[2], x[3], x[4], x[5], x[6]);
        double[] terms =
        [
            Math.Log(Math.Max(1e-6, concentration * spray * passes) / 375) / 0.8,
            (temperature - 265 - (120 * (dmso - 0.12))) / 20,
            (dmso - 0.12) / 0.09,
            (air - 85 - (3 * (spray - 5))) / 14,
            (height - 16 - (1.2 * (spray - 5))) / 5,
            (concentration - 15) / 4.5,
            (spray - 5) / 2.5,
        ];
        return [Peak / Math.Pow(1 + (0.5 * terms.Sum(t => t * t)), 1.5)];
    }

    private static string?[] Match(SearchSpace space)
    {
        var matched = new string?[Inputs.Length];
        var unmatched = new List<string>();
        foreach (var parameter in space.Parameters)
        {
            var name = parameter.Name.ToLowerInvariant();
            var input = parameter is CategoricalParameter ? -1
                : Recognition.Where(i => matched[i] is null && Inputs[i].Words.Any(name.Contains)).Append(-1).First();
            if (input >= 0)
                matched[input] = parameter.Name;
            else
                unmatched.Add(parameter.Name);
        }

        if (unmatched.Count == 0 && space.Parameters.Count > 0)
            return matched;
        if (space.Parameters.Count == Inputs.Length && space.Parameters.All(p => p is not CategoricalParameter))
            return [.. space.Parameters.Select(p => p.Name)];
        throw new GroundTruthException($"The coating has no input for {string.Join(", ", unmatched)}. Its inputs are {string.Join(", ", Inputs.Select(i => i.Input))}: rename the parameter or choose another ground truth.");
    }
}
