using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>
/// A parameter cut into at most 64 codes, so that a side of a box is the bits of one number. Numbers: one code per distinct value where there are few, else quantiles. Choices: one code per level, of very many the most frequent ones and one for all others.
/// Code 63 is "not active". Immutable.
/// </summary>
internal sealed class BinnedParameter
{
    public const int Inactive = 63;

    /// <summary>Codes 0 to 62 are values.</summary>
    public const int MostValues = 63;

    private readonly int[] codeOfLevel;

    private BinnedParameter(ParameterShape shape, int count, double[] lows, double[] highs, int[] codeOfLevel, int[] levelOfCode, bool hasOthers)
    {
        (Shape, Count, Lows, Highs) = (shape, count, lows, highs);
        (this.codeOfLevel, LevelOfCode, HasOthers) = (codeOfLevel, levelOfCode, hasOthers);
    }

    public ParameterShape Shape { get; }

    /// <summary>How many codes are values.</summary>
    public int Count { get; }

    /// <summary>The smallest value seen in each code; for numbers.</summary>
    public double[] Lows { get; }

    public double[] Highs { get; }

    /// <summary>The level of each code; for choices.</summary>
    public int[] LevelOfCode { get; }

    /// <summary>The last code stands for all levels that are too rare to be told apart; a box never asks for it alone.</summary>
    public bool HasOthers { get; }

    /// <summary>Whether it is not active in some run.</summary>
    public required bool MayBeInactive { get; init; }

    /// <summary>All values and "not active".</summary>
    public ulong All => (Count == 64 ? ulong.MaxValue : (1UL << Count) - 1) | (1UL << Inactive);

    public bool IsCategory => Shape.IsCategory;

    /// <param name="values">Not a number where not active.</param>
    public static BinnedParameter Of(ParameterShape shape, double[] values) => shape.IsCategory ? OfChoices(shape, values) : OfNumbers(shape, values);

    public byte Code(double value)
    {
        if (double.IsNaN(value))
            return Inactive;
        if (IsCategory)
            return (byte)codeOfLevel[(int)value];
        var at = Array.BinarySearch(Highs, value);
        return (byte)Math.Min(at >= 0 ? at : ~at, Count - 1);
    }

    private static BinnedParameter OfChoices(ParameterShape shape, double[] values)
    {
        var counts = new int[shape.Levels.Count];
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
                counts[(int)value]++;
        }

        var present = Enumerable.Range(0, counts.Length).Where(l => counts[l] > 0).ToArray();
        var hasOthers = present.Length > MostValues;
        if (hasOthers)
            present = [.. present.OrderByDescending(l => counts[l]).ThenBy(l => shape.Levels[l], StringComparer.Ordinal).Take(MostValues - 1).OrderBy(l => l)];
        var codes = new int[counts.Length];
        Array.Fill(codes, hasOthers ? present.Length : Inactive);
        for (var c = 0; c < present.Length; c++)
            codes[present[c]] = c;
        return new BinnedParameter(shape, present.Length + (hasOthers ? 1 : 0), [], [], codes, present, hasOthers) { MayBeInactive = values.Any(double.IsNaN) };
    }

    private static BinnedParameter OfNumbers(ParameterShape shape, double[] values)
    {
        var sorted = values.Where(v => !double.IsNaN(v)).ToArray();
        Array.Sort(sorted);
        var distinct = sorted.Length == 0 ? 0 : 1;
        for (var i = 1; i < sorted.Length; i++)
            distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
        var (lows, highs) = (new List<double>(), new List<double>());
        for (var first = 0; first < sorted.Length;)
        {
            // A code ends where its share of the rows is full, never between equal values.
            var wanted = distinct <= MostValues ? first + 1 : (int)Math.Ceiling((double)(lows.Count + 1) * sorted.Length / MostValues);
            var next = Math.Max(first + 1, wanted);
            while (next < sorted.Length && sorted[next] == sorted[next - 1])
                next++;
            lows.Add(sorted[first]);
            highs.Add(sorted[next - 1]);
            first = next;
        }

        return new BinnedParameter(shape, lows.Count, [.. lows], [.. highs], [], [], false) { MayBeInactive = sorted.Length < values.Length };
    }
}
