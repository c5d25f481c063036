namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>Single boxes worth a look: along the paths of bump hunting, among the leaves of a tree, and the best of one box alone. Pure.</summary>
internal static class BoxCandidates
{
    private const int Leaves = 24;

    /// <summary>Distinct boxes that hold at most the cap and are richer than everything together.</summary>
    public static List<(CodeBox Box, string Method)> Of(BoxField field, double cap)
    {
        var (all, total) = field.Sum([CodeBox.Everything(field.Parameters)]);
        var found = new List<(CodeBox Box, string Method)>();
        void Add(CodeBox box, string method)
        {
            box = BoxEdges.Named(box, field.Parameters);
            var (mass, gain) = field.Sum([box]);
            if (mass > 0 && mass <= cap + 1e-9 && gain / mass > 1.2 * total / all && !found.Exists(f => f.Box.Sides.AsSpan().SequenceEqual(box.Sides)))
                found.Add((box, method));
        }

        var covered = new bool[field.Cells];
        for (var bump = 0; bump < 3; bump++)
        {
            var path = BumpHunt.Peel(field, cap / 5, covered);
            foreach (var share in new[] { 1, 0.5, 0.25 })
            {
                if (path.Find(b => field.Sum([b]).Mass <= cap * share) is { } box)
                    Add(BumpHunt.Paste(field, box, cap), "bump hunting");
            }

            var last = CodeBox.Union([path.Find(b => field.Sum([b]).Mass <= cap) ?? path[^1]], field.Codes, field.Cells);
            for (var c = 0; c < covered.Length; c++)
                covered[c] |= last[c];
        }

        foreach (var leaf in BoxTree.Leaves(field, Leaves, cap / 5))
            Add(leaf, "tree");
        return found;
    }
}
