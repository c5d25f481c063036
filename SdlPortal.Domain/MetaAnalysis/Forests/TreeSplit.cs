namespace SdlPortal.Domain.MetaAnalysis.Forests;

/// <summary>The best way so far to part a node's draws.</summary>
internal struct TreeSplit
{
    public double Gain;
    public int Column;

    /// <summary>Numbers: the class after which to cut, before it is moved halfway toward <see cref="Next"/>.</summary>
    public int Cut;

    /// <summary>Numbers: the next class that occurs.</summary>
    public int Next;

    /// <summary>Categories: how many levels of the order of <see cref="Levels"/> go left.</summary>
    public int Taken;

    /// <summary>Categories: the levels in order.</summary>
    public ushort[]? Levels;

    public int LevelCount;

    public bool NotActiveLeft;

    public bool NotActiveSeen;
}
