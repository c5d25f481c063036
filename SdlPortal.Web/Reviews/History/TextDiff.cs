namespace SdlPortal.Web.Reviews.History;

/// <summary>Two texts compared word by word: the longest common subsequence of their words stays, the rest is removed or added. Pure.</summary>
public static class TextDiff
{
    /// <summary>The table of the comparison has the product of both lengths; longer texts are shown as replaced altogether.</summary>
    private const long MostCells = 4_000_000;

    /// <returns>Pieces in the order of reading, removed before added; one after the other they are both texts.</returns>
    public static IReadOnlyList<TextPiece> Of(string before, string after)
    {
        var (old, next) = (Words(before), Words(after));
        var start = 0;
        while (start < Math.Min(old.Count, next.Count) && old[start] == next[start])
            start++;
        var end = 0;
        while (end < Math.Min(old.Count, next.Count) - start && old[^(end + 1)] == next[^(end + 1)])
            end++;
        var pieces = new List<(PieceKind Kind, string Text)>();
        pieces.AddRange(old.Take(start).Select(w => (PieceKind.Kept, w)));
        pieces.AddRange(Middle(old[start..(old.Count - end)], next[start..(next.Count - end)]));
        pieces.AddRange(old.Skip(old.Count - end).Select(w => (PieceKind.Kept, w)));
        return Joined(pieces);
    }

    private static IEnumerable<(PieceKind, string)> Middle(List<string> old, List<string> next)
    {
        if ((long)old.Count * next.Count > MostCells)
        {
            foreach (var word in old)
                yield return (PieceKind.Removed, word);
            foreach (var word in next)
                yield return (PieceKind.Added, word);
            yield break;
        }

        // common[i, j]: how many words the rests from i and from j share at most.
        var common = new int[old.Count + 1, next.Count + 1];
        for (var i = old.Count - 1; i >= 0; i--)
        {
            for (var j = next.Count - 1; j >= 0; j--)
                common[i, j] = old[i] == next[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        for (int i = 0, j = 0; i < old.Count || j < next.Count;)
        {
            if (i < old.Count && j < next.Count && old[i] == next[j])
            {
                yield return (PieceKind.Kept, old[i++]);
                j++;
            }
            else if (i < old.Count && (j == next.Count || common[i + 1, j] >= common[i, j + 1]))
            {
                yield return (PieceKind.Removed, old[i++]);
            }
            else
            {
                yield return (PieceKind.Added, next[j++]);
            }
        }
    }

    /// <summary>Words and what stands between them, so that nothing of the text is lost.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (int at = 0, end; at < text.Length; at = end)
        {
            for (end = at + 1; end < text.Length && char.IsWhiteSpace(text[end]) == char.IsWhiteSpace(text[at]); end++)
            {
            }

            words.Add(text[at..end]);
        }

        return words;
    }

    private static List<TextPiece> Joined(List<(PieceKind Kind, string Text)> words)
    {
        var joined = new List<TextPiece>();
        foreach (var (kind, text) in words)
        {
            if (joined.Count > 0 && joined[^1].Kind == kind)
                joined[^1] = joined[^1] with { Text = joined[^1].Text + text };
            else
                joined.Add(new TextPiece(kind, text));
        }

        return joined;
    }
}
