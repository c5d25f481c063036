using System.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>
/// The patient rule induction method (Friedman and Fisher 1999, Statistics and Computing 9, 123): from everything, peel off the thin slice whose loss raises the mean the most, again and again; then paste back what raises it. Pure.
/// </summary>
internal static class BumpHunt
{
    /// <summary>A slice holds at least this share of what is left (one code at least).</summary>
    private const double Slice = 0.05;

    /// <summary>The boxes along the way, from everything to the last with at least <paramref name="least"/> mass.</summary>
    /// <param name="covered">Cells that count no more, since an earlier box has them; null for none.</param>
    public static List<CodeBox> Peel(BoxField field, double least, bool[]? covered = null)
    {
        var box = CodeBox.Everything(field.Parameters);
        var trajectory = new List<CodeBox> { box };
        var cells = Enumerable.Range(0, field.Cells).Where(c => field.Mass[c] > 0 && !(covered?[c] ?? false)).ToArray();
        while (true)
        {
            var (best, side, value) = (-1, 0UL, double.NegativeInfinity);
            var sums = new CodeSums(field, cells);
            for (var j = 0; j < field.Parameters.Length; j++)
            {
                sums.Fill(j);
                foreach (var (rest, mass, gain) in sums.Slices(box.Sides[j], field.Parameters[j].IsCategory, Slice))
                {
                    if (mass < least || gain / mass <= value)
                        continue;
                    (best, side, value) = (j, rest, gain / mass);
                }
            }

            if (best < 0)
                return trajectory;
            trajectory.Add(box = box.With(best, side));
            cells = [.. cells.Where(c => (side >> field.Codes[best][c] & 1) == 1)];
        }
    }

    /// <summary>Adds neighboring codes while that raises the mean and the mass stays below <paramref name="most"/>.</summary>
    public static CodeBox Paste(BoxField field, CodeBox box, double most)
    {
        var (mass, gain) = field.Sum([box]);
        while (true)
        {
            CodeBox? better = null;
            for (var j = 0; j < box.Sides.Length; j++)
            {
                foreach (var side in Wider(field.Parameters[j], box.Sides[j]))
                {
                    var wider = box.With(j, side);
                    var (m, g) = field.Sum([wider]);
                    if (m <= most && m > mass && g / m > (gain / mass) + 1e-12)
                        (better, mass, gain) = (wider, m, g);
                }
            }

            if (better is null)
                return box;
            box = better;
        }
    }

    internal static IEnumerable<ulong> Wider(BinnedParameter parameter, ulong side)
    {
        if (parameter.IsCategory)
        {
            for (var code = 0; code < parameter.Count; code++)
            {
                if ((side >> code & 1) == 0)
                    yield return side | (1UL << code);
            }

            yield break;
        }

        var values = side & ~(1UL << BinnedParameter.Inactive);
        if (values == 0)
            yield break;
        var (low, high) = (BitOperations.TrailingZeroCount(values), 63 - BitOperations.LeadingZeroCount(values));
        if (low > 0)
            yield return side | (1UL << (low - 1));
        if (high < parameter.Count - 1)
            yield return side | (1UL << (high + 1));
    }

    /// <summary>Mass and gain by the codes of one parameter.</summary>
    private sealed class CodeSums(BoxField field, int[] cells)
    {
        private readonly double[] mass = new double[64];
        private readonly double[] gain = new double[64];
        private double allMass;
        private double allGain;

        public void Fill(int parameter)
        {
            Array.Clear(mass);
            Array.Clear(gain);
            (allMass, allGain) = (0, 0);
            var codes = field.Codes[parameter];
            foreach (var c in cells)
            {
                mass[codes[c]] += field.Mass[c];
                gain[codes[c]] += field.Gain[c];
                allMass += field.Mass[c];
                allGain += field.Gain[c];
            }
        }

        /// <summary>What remains when a slice is cut off: from below, from above, the runs in which the parameter is not active; of choices any one of them.</summary>
        public IEnumerable<(ulong Kept, double Mass, double Gain)> Slices(ulong side, bool isCategory, double share)
        {
            if (isCategory || (side >> BinnedParameter.Inactive & 1) == 1)
            {
                for (var code = isCategory ? 0 : BinnedParameter.Inactive; code <= BinnedParameter.Inactive; code++)
                {
                    if (mass[code] > 0)
                        yield return (side & ~(1UL << code), allMass - mass[code], allGain - gain[code]);
                }
            }

            if (isCategory)
                yield break;
            foreach (var fromBelow in new[] { true, false })
            {
                var (cut, m, g) = (0UL, 0.0, 0.0);
                for (var k = 0; k < BinnedParameter.Inactive && m < share * allMass; k++)
                {
                    var code = fromBelow ? k : BinnedParameter.Inactive - 1 - k;
                    if ((side >> code & 1) == 0)
                        continue;
                    cut |= 1UL << code;
                    m += mass[code];
                    g += gain[code];
                }

                if (m > 0)
                    yield return (side & ~cut, allMass - m, allGain - g);
            }
        }
    }
}
