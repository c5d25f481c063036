using System.Globalization;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>How many lines of a file, and the first of them.</summary>
internal sealed class LineList
{
    private const int Most = 3;

    private readonly List<long> first = [];

    public long Count { get; private set; }

    /// <summary>0 where there is none.</summary>
    public long First => first.Count > 0 ? first[0] : 0;

    public void Add(long line)
    {
        if (Count++ < Most)
            first.Add(line);
    }

    /// <summary>"line 12", "lines 12, 40 and 7 more".</summary>
    public string Words()
    {
        var said = first.Select(l => l.ToString(CultureInfo.InvariantCulture)).ToList();
        if (Count > said.Count)
            said.Add(string.Create(CultureInfo.InvariantCulture, $"{Count - first.Count:N0} more"));
        return (Count > 1 ? "lines " : "line ") + (said.Count == 1 ? said[0] : $"{string.Join(", ", said.SkipLast(1))} and {said[^1]}");
    }
}
