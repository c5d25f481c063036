using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>Different configurations spread evenly over a space, in values that people can set. Pure.</summary>
internal static class PlanSampler
{
    private const double DecentShare = 0.02;

    /// <summary>Numbers of an even scale are rounded to about so many steps, those of a logarithmic one to so many digits.</summary>
    private const double Steps = 500;
    private const int Digits = 3;

    /// <returns>At most <paramref name="count"/>; fewer only where the space has no more, or hardly so.</returns>
    /// <param name="accept">Which of them count; null for all.</param>
    /// <exception cref="InfeasibleSpaceException">No configuration keeps the constraints.</exception>
    public static IReadOnlyList<Configuration> Spread(SearchSpace space, int count, long seed, Func<Configuration, bool>? accept = null)
    {
        var sampler = new FeasibleSampler(space);
        var found = new List<Configuration>();
        var known = new HashSet<Configuration>();
        var sequence = sampler.Share >= DecentShare ? Sobol.Wide(sampler.Region.Cube.Dimension, SeededRandom.DeriveSeed(seed, 0x50)) : null;
        var random = SeededRandom.Derive(seed, 0x51);
        for (var i = 0; found.Count < count && i < (60 * count) + 2000; i++)
        {
            var unit = sequence is null ? sampler.SampleUnit(random) : sampler.FromSequence(sequence(i));
            if (unit is null)
                continue;
            var configuration = Rounded(space, sampler.Region.Cube.Decode(unit));
            if (known.Add(configuration) && (accept is null || accept(configuration)))
                found.Add(configuration);
        }

        return found;
    }

    /// <summary>The configuration in few digits where that stays in the space; as it is where not.</summary>
    public static Configuration Rounded(SearchSpace space, Configuration configuration)
    {
        var rounded = new Configuration(configuration.Select(v => KeyValuePair.Create(v.Key, space[v.Key] is ContinuousParameter p ? Rounded(p, v.Value.Number) : v.Value)));
        return space.Contains(rounded) ? rounded : configuration;
    }

    private static double Rounded(ContinuousParameter parameter, double value)
    {
        if (!(parameter.High > parameter.Low) || value == 0)
            return value;
        var unit = parameter.Scale == Scale.Log ? Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) + 1 - Digits) : Step((parameter.High - parameter.Low) / Steps);
        var (first, last) = (Math.Ceiling((parameter.Low / unit) - 1e-9), Math.Floor((parameter.High / unit) + 1e-9));
        if (first > last)
            return value;
        var rounded = Math.Clamp(Math.Round(value / unit), first, last);
        // In decimal, so that no tail of the multiplication stays.
        var clean = double.Parse((rounded * unit).ToString("E12", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
        return Math.Clamp(clean, parameter.Low, parameter.High);
    }

    /// <summary>The largest of 1, 2 and 5 times a power of ten that is not above.</summary>
    private static double Step(double most)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
    }
}
