using System.Globalization;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.SearchSpaces;

/// <summary>How large a search space is, in the terms a person plans with.</summary>
/// <param name="ContinuousDimensions">Parameters that take any number between their bounds.</param>
/// <param name="Log10Combinations">Decimal logarithm of the number of combinations of all other parameters, constraints not counted.</param>
/// <param name="Configurations">The exact number of configurations; null with continuous parameters or when too many to count (over 200,000 combinations).</param>
/// <param name="FreeDimensions">Continuous dimensions left after equality constraints.</param>
/// <param name="FeasibleShare">Estimated share of the box that keeps the constraints, 1 without constraints, 0 where an equality leaves only a surface.</param>
/// <param name="FeasibleShareError">Standard error of that share.</param>
/// <param name="Summary">One plain sentence.</param>
public sealed record SearchSpaceSize(int ContinuousDimensions, double Log10Combinations, long? Configurations, int FreeDimensions, double FeasibleShare, double FeasibleShareError, string Summary)
{
    private const int CountedCombinations = 200_000;

    /// <exception cref="InfeasibleSpaceException">No configuration keeps the constraints.</exception>
    public static SearchSpaceSize Of(SearchSpace space)
    {
        var sampler = new FeasibleSampler(space);
        var region = sampler.Region;
        var continuous = region.Continuous.Count;
        var log10 = region.Stepped.Sum(i => Math.Log10(region.Cube.Columns[i].LevelCount!.Value));
        long? count = continuous > 0 ? null : region.Enumerate(CountedCombinations)?.Count;
        if (count is null && continuous == 0 && !region.IsConstrained && log10 < 18)
            count = region.Stepped.Aggregate(1L, (product, i) => product * region.Cube.Columns[i].LevelCount!.Value);
        var free = continuous == 0 ? 0 : region.Slice(region.ToPlace(sampler.SampleUnit(SeededRandom.Derive(0x512E))))?.Basis.Count ?? continuous;
        var share = count is { } exact && region.IsConstrained ? exact / region.Combinations : sampler.Share;
        var error = count is not null ? 0 : sampler.ShareError;
        return new SearchSpaceSize(continuous, log10, count, free, share, error, Sentence(region, count, log10, free, share));
    }

    private static string Sentence(FeasibleRegion region, long? count, double log10, int free, double share)
    {
        var kinds = region.Space.Parameters.GroupBy(Kind).ToDictionary(g => g.Key, g => g.Count());
        var named = new[] { "continuous", "integer", "discrete", "categorical", "fixed" }.Where(kinds.ContainsKey).Select(k => $"{kinds[k]} {k}").ToList();
        var text = (named.Count > 1 ? $"{string.Join(", ", named[..^1])} and {named[^1]}" : named.SingleOrDefault() ?? "no") + (region.Space.Parameters.Count == 1 ? " parameter" : " parameters");
        if (log10 > 0)
            text += $", {Number(log10)} combinations{(region.Continuous.Count > 0 ? " of the discrete ones" : "")}";
        if (!region.IsConstrained)
            return text;
        if (count is { } exact)
            return $"{text}; {exact.ToString("N0", CultureInfo.InvariantCulture)} of them {(exact == 1 ? "keeps" : "keep")} the constraints";
        if (free < region.Continuous.Count)
            return $"{text}; the equalities leave {free} free {(free == 1 ? "dimension" : "dimensions")} of {region.Continuous.Count}";
        return share > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{text}; about {100 * share:G2} % of the box keeps the constraints")
            : $"{text}; less than 0.1 % of the box keeps the constraints";
    }

    private static string Number(double log10) => log10 < 7
        ? Math.Round(Math.Pow(10, log10)).ToString("N0", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"about 10^{log10:F0}");

    private static string Kind(Parameter parameter) => parameter switch
    {
        ContinuousParameter p => p.High > p.Low ? "continuous" : "fixed",
        IntegerParameter p => p.High > p.Low ? "integer" : "fixed",
        DiscreteParameter => "discrete",
        _ => "categorical",
    };
}
