namespace SdlPortal.Domain.Campaigns;

/// <summary>Finds the known word that a mistyped one probably was.</summary>
internal static class NearestWord
{
    /// <summary>The known word with the fewest changes (letters inserted, dropped, replaced or swapped with their neighbor, case not counted); null where none is near: more than a third of the letters differ.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var (best, fewest) = ((string?)null, Math.Max(1, word.Length / 3) + 1);
        foreach (var candidate in known)
        {
            var changes = Changes(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (changes < fewest)
                (best, fewest) = (candidate, changes);
        }

        return best;
    }

    /// <summary>"Did you mean 'x'? " or nothing.</summary>
    public static string Asked(string word, IEnumerable<string> known) => To(word, known) is { } near ? $"Did you mean '{near}'? " : "";

    /// <summary>The optimal string alignment distance.</summary>
    private static int Changes(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            table[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[a.Length, b.Length];
    }
}
