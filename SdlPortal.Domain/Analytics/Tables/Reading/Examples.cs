using System.Globalization;
using System.Text;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;

namespace SdlPortal.Domain.Analytics.Tables.Reading;

/// <summary>Cells that did not fit: how many, and the first few texts with the lines they stand in. Bounded memory.</summary>
internal sealed class Examples
{
    private const int MostTexts = 3;

    /// <summary>What comes after so many is counted and not looked at: a column of texts has millions.</summary>
    private const int MostLookedAt = 1000;

    private readonly List<(string Text, LineList Lines)> texts = [];

    public long Count { get; private set; }

    public void Add(ReadOnlySpan<byte> cell, long line)
    {
        if (Count++ >= MostLookedAt)
            return;
        Span<char> chars = stackalloc char[256];
        var text = cell.Length <= chars.Length ? chars[..Encoding.UTF8.GetChars(cell, chars)] : Cells.Text(cell).AsSpan();
        foreach (var (known, lines) in texts)
        {
            if (!text.SequenceEqual(known))
                continue;
            lines.Add(line);
            return;
        }

        if (texts.Count == MostTexts)
            return;
        texts.Add((text.ToString(), new LineList()));
        texts[^1].Lines.Add(line);
    }

    /// <summary>"'n.d.' in lines 12 and 40, 'lost' in line 77, and 3 more".</summary>
    public string Words()
    {
        if (Count > MostLookedAt)
            return string.Join(", ", texts.Select(t => $"{Cells.Quote(t.Text)} first in line {t.Lines.First}"));
        var said = string.Join(", ", texts.Select(t => $"{Cells.Quote(t.Text)} in {t.Lines.Words()}"));
        var untold = Count - texts.Sum(t => t.Lines.Count);
        return untold > 0 ? string.Create(CultureInfo.InvariantCulture, $"{said}, and {untold:N0} more") : said;
    }
}
