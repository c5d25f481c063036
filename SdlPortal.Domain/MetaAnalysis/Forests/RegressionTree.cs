namespace SdlPortal.Domain.MetaAnalysis.Forests;

/// <summary>A binary tree over classes (<see cref="BinnedColumn"/>). Node 0 is the root; the children of a node stand next to each other, the left first. Immutable.</summary>
internal sealed class RegressionTree(TreeNode[] nodes, ulong[] masks)
{
    public TreeNode[] Nodes { get; } = nodes;

    /// <summary>Sets of levels that go left, one bit each, from a node's <see cref="TreeNode.Cut"/> on.</summary>
    public ulong[] Masks { get; } = masks;

    public int Leaves => (Nodes.Length + 1) / 2;

    /// <param name="codes">One per column.</param>
    public double Value(ReadOnlySpan<ushort> codes)
    {
        var at = 0;
        while (true)
        {
            ref readonly var node = ref Nodes[at];
            if (node.IsLeaf)
                return node.Value;
            at = GoesLeft(in node, codes[node.Column]) ? node.Left : node.Left + 1;
        }
    }

    public bool GoesLeft(ref readonly TreeNode node, ushort code)
    {
        if (code >= node.Bins)
            return code == node.Bins ? node.NotActiveLeft : node.UnknownLeft;
        return node.IsCategory ? (Masks[node.Cut + (code >> 6)] >> (code & 63) & 1) != 0 : code <= node.Cut;
    }
}

/// <summary>One node of a tree.</summary>
/// <param name="Column">−1 for a leaf.</param>
/// <param name="Cut">Numbers: the last class that goes left; categories: where the set of levels stands.</param>
/// <param name="Bins">The column's classes; the code after them is "not active".</param>
/// <param name="Left">Left child.</param>
/// <param name="Value">Mean outcome of the node's draws.</param>
internal readonly record struct TreeNode(int Column, int Cut, int Bins, bool IsCategory, bool NotActiveLeft, bool UnknownLeft, int Left, double Value)
{
    public bool IsLeaf => Column < 0;
}
