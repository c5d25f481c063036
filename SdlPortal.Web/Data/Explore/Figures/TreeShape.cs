using SdlPortal.Domain.Analytics.Multivariate;

namespace SdlPortal.Web.Data.Explore.Figures;

/// <summary>The upper part of a tree of merges, laid out: ends beside each other, joints between them. Pure.</summary>
/// <param name="Ends">From one side to the other.</param>
internal sealed record TreeShape(IReadOnlyList<TreeEnd> Ends, IReadOnlyList<TreeJoint> Links)
{
    /// <param name="order">Of the leaves, so that no lines cross.</param>
    public static TreeShape Of(IReadOnlyList<Link> links, IReadOnlyList<int> order, int most)
    {
        var leaves = links.Count + 1;
        var place = new int[leaves];
        for (var i = 0; i < leaves; i++)
            place[order[i]] = i;
        // The last merges are the highest; what they join and is no such merge itself is an end.
        var first = leaves + Math.Max(0, links.Count - (most - 1));
        var lowest = new int[leaves + links.Count];
        for (var node = 0; node < lowest.Length; node++)
            lowest[node] = node < leaves ? node : place[lowest[links[node - leaves].Left]] <= place[lowest[links[node - leaves].Right]] ? lowest[links[node - leaves].Left] : lowest[links[node - leaves].Right];
        int SizeOf(int node) => node < leaves ? 1 : links[node - leaves].Size;
        int[] ends = [.. Enumerable.Range(first - leaves, links.Count - (first - leaves)).SelectMany(i => new[] { links[i].Left, links[i].Right }).Where(n => n < first).OrderBy(n => place[lowest[n]])];
        var at = new double[leaves + links.Count];
        for (var i = 0; i < ends.Length; i++)
            at[ends[i]] = i;
        var joints = new List<TreeJoint>();
        // An end is drawn from the edge: what happens below it is not shown.
        double HeightOf(int node) => node >= first ? links[node - leaves].Height : 0;
        for (var node = first; node < leaves + links.Count; node++)
        {
            var link = links[node - leaves];
            at[node] = (at[link.Left] + at[link.Right]) / 2;
            joints.Add(new TreeJoint(at[link.Left], HeightOf(link.Left), at[link.Right], HeightOf(link.Right), link.Height, lowest[node]));
        }

        return new TreeShape([.. ends.Select(n => new TreeEnd(SizeOf(n), lowest[n]))], joints);
    }
}

/// <param name="Leaf">One of the leaves below.</param>
internal sealed record TreeEnd(int Size, int Leaf);

/// <summary>Two nodes that are joined at a height.</summary>
/// <param name="First">The place of the one, from 0.</param>
/// <param name="Leaf">One of the leaves below.</param>
internal sealed record TreeJoint(double First, double FirstHeight, double Second, double SecondHeight, double Height, int Leaf);
