namespace SdlPortal.Domain.MetaAnalysis.Forests;

/// <summary>How a forest is grown. The defaults suit noisy outcomes of a few hundred to a few hundred thousand runs.</summary>
public sealed record ForestOptions
{
    public int Trees { get; init; } = 200;

    /// <summary>Columns tried at each split (more where those are constant there); null for a third of them, rounded up.</summary>
    public int? ColumnsPerSplit { get; init; }

    /// <summary>A leaf holds at least so many draws.</summary>
    public int MinLeaf { get; init; } = 3;

    public int MaxDepth { get; init; } = 40;

    /// <summary>Draws for each tree; null for as many as there are rows, at most <see cref="MostDraws"/>.</summary>
    public int? DrawsPerTree { get; init; }

    /// <summary>With replacement (bootstrap) by the rows' weights; without, rows of weight 0 are left out and all others are alike.</summary>
    public bool Replace { get; init; } = true;

    /// <summary>The out-of-bag error is taken over at most so many rows, spread evenly.</summary>
    public int MostOutOfBagRows { get; init; } = 20_000;

    /// <summary>What a tree sees at most where <see cref="DrawsPerTree"/> is null: beyond it, more rows sharpen a tree less than they cost.</summary>
    public const int MostDraws = 65_536;

    /// <summary>Numeric columns are cut into at most so many classes.</summary>
    public const int MostBins = 255;
}
