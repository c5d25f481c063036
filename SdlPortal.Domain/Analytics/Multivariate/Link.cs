namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>
/// One merge of a hierarchical clustering, as SciPy's linkage writes it: leaves are 0 … n − 1, the merge number i makes the node n + i.
/// </summary>
/// <param name="Left">A leaf or an earlier merge; the smaller number of the two.</param>
/// <param name="Height">The distance at which the two were merged; never less than an earlier one's.</param>
/// <param name="Size">Leaves below.</param>
public sealed record Link(int Left, int Right, double Height, int Size);

/// <summary>What the distance between two clusters is.</summary>
public enum Linkage
{
    /// <summary>√(2 |A||B| / (|A| + |B|)) ‖center A − center B‖: the growth of the variance within (Ward 1963); of Euclidean distances only.</summary>
    Ward,

    /// <summary>The mean distance of their members.</summary>
    Average,

    /// <summary>The largest distance of their members.</summary>
    Complete,

    /// <summary>The smallest distance of their members.</summary>
    Single,
}
