namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>A regression tree on the pooled score, grown best split first; its leaves are boxes (Breiman et al. 1984). Pure.</summary>
internal static class BoxTree
{
    /// <param name="most">Leaves.</param>
    /// <param name="least">Mass of a leaf.</param>
    public static List<CodeBox> Leaves(BoxField field, int most, double least)
    {
        var all = Enumerable.Range(0, field.Cells).Where(c => field.Mass[c] > 0).ToArray();
        var leaves = new List<Leaf> { Leaf.Of(field, CodeBox.Everything(field.Parameters), all, least) };
        while (leaves.Count < most)
        {
            var best = 0;
            for (var i = 1; i < leaves.Count; i++)
            {
                if (leaves[i].Improvement > leaves[best].Improvement)
                    best = i;
            }

            var leaf = leaves[best];
            if (leaf.Improvement <= 1e-12)
                break;
            var codes = field.Codes[leaf.Parameter];
            leaves[best] = Leaf.Of(field, leaf.Box.With(leaf.Parameter, leaf.Left), [.. leaf.Cells.Where(c => (leaf.Left >> codes[c] & 1) == 1)], least);
            leaves.Add(Leaf.Of(field, leaf.Box.With(leaf.Parameter, leaf.Box.Sides[leaf.Parameter] & ~leaf.Left), [.. leaf.Cells.Where(c => (leaf.Left >> codes[c] & 1) == 0)], least));
        }

        return [.. leaves.Select(l => l.Box)];
    }

    /// <param name="Left">The codes of the best split's left part.</param>
    /// <param name="Improvement">How much squared error that split takes away; 0 where there is none.</param>
    private sealed record Leaf(CodeBox Box, int[] Cells, int Parameter, ulong Left, double Improvement)
    {
        public static Leaf Of(BoxField field, CodeBox box, int[] cells, double least)
        {
            var (parameter, left, improvement) = (-1, 0UL, 0.0);
            var (mass, gain) = (new double[64], new double[64]);
            for (var j = 0; j < field.Parameters.Length; j++)
            {
                Array.Clear(mass);
                Array.Clear(gain);
                var (m, g) = (0.0, 0.0);
                foreach (var c in cells)
                {
                    mass[field.Codes[j][c]] += field.Mass[c];
                    gain[field.Codes[j][c]] += field.Gain[c];
                    m += field.Mass[c];
                    g += field.Gain[c];
                }

                var (set, ml, gl) = (0UL, 0.0, 0.0);
                foreach (var code in Order(field.Parameters[j], mass, gain))
                {
                    set |= 1UL << code;
                    ml += mass[code];
                    gl += gain[code];
                    if (ml < least || m - ml < least)
                        continue;
                    var gained = (gl * gl / ml) + ((g - gl) * (g - gl) / (m - ml)) - (g * g / m);
                    if (gained > improvement + 1e-15)
                        (parameter, left, improvement) = (j, set & box.Sides[j], gained);
                }
            }

            return new Leaf(box, cells, parameter, left, improvement);
        }

        /// <summary>Numbers from below with "not active" last; choices by their mean, which holds the best split (Fisher 1958).</summary>
        private static IEnumerable<int> Order(BinnedParameter parameter, double[] mass, double[] gain)
        {
            var codes = Enumerable.Range(0, 64).Where(c => mass[c] > 0);
            return parameter.IsCategory ? codes.OrderBy(c => gain[c] / mass[c]).ThenBy(c => c) : codes;
        }
    }
}
