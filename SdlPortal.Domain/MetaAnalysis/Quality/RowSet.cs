using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Rows of a table, each once and ascending, kept as ranges: "0-4,7,9-12". Immutable; JSON keeps that text.</summary>
[JsonConverter(typeof(TextConverter))]
public sealed record RowSet
{
    // Pairs of the first and the last row of a range, ascending and never touching.
    private readonly int[] edges;

    private RowSet(int[] edges, int count) => (this.edges, Count) = (edges, count);

    public static RowSet None { get; } = new([], 0);

    public int Count { get; }

    /// <param name="rows">In any order; a row named twice counts once.</param>
    public static RowSet Of(IEnumerable<int> rows)
    {
        int[] sorted = [.. rows];
        Array.Sort(sorted);
        return OfSorted(sorted);
    }

    /// <param name="marked">One per row: true for the rows of the set.</param>
    public static RowSet Of(ReadOnlySpan<bool> marked)
    {
        var edges = new List<int>();
        var count = 0;
        for (var i = 0; i < marked.Length; i++)
        {
            if (!marked[i])
                continue;
            var first = i;
            while (i + 1 < marked.Length && marked[i + 1])
                i++;
            edges.Add(first);
            edges.Add(i);
            count += i - first + 1;
        }

        return count == 0 ? None : new RowSet([.. edges], count);
    }

    /// <summary>The lowest rows, ascending.</summary>
    public int[] First(int most) => [.. All().Take(most)];

    /// <summary>Every row, ascending.</summary>
    public IEnumerable<int> All()
    {
        for (var i = 0; i < edges.Length; i += 2)
        {
            for (var row = edges[i]; row <= edges[i + 1]; row++)
                yield return row;
        }
    }

    public bool Contains(int row)
    {
        var (low, high) = (0, (edges.Length / 2) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (row < edges[2 * middle])
                high = middle - 1;
            else if (row > edges[(2 * middle) + 1])
                low = middle + 1;
            else
                return true;
        }

        return false;
    }

    /// <summary>"0-4,7,9-12"; the empty set is the empty text.</summary>
    /// <param name="mostRanges">Ranges beyond it are left out and the text ends in ",…".</param>
    public string Text(int mostRanges = int.MaxValue)
    {
        var text = new StringBuilder();
        for (var i = 0; i < edges.Length; i += 2)
        {
            if (i > 0)
                text.Append(',');
            if (i / 2 >= mostRanges)
                return text.Append('…').ToString();
            text.Append(CultureInfo.InvariantCulture, $"{edges[i]}");
            if (edges[i + 1] > edges[i])
                text.Append(CultureInfo.InvariantCulture, $"-{edges[i + 1]}");
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="Text"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no list of ranges.</exception>
    public static RowSet Parse(string text)
    {
        if (text.Length == 0)
            return None;
        var rows = new List<int>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !Row(ends[0], out var first) || !Row(ends[^1], out var last) || last < first)
                throw new FormatException($"'{part}' is neither a row nor a range of rows such as 3-7.");
            for (var row = first; row <= last; row++)
                rows.Add(row);
        }

        return Of(rows);
    }

    public bool Equals(RowSet? other) => other is not null && edges.AsSpan().SequenceEqual(other.edges);

    public override int GetHashCode() => HashCode.Combine(Count, edges.Length, edges.Length > 0 ? edges[0] : -1, edges.Length > 0 ? edges[^1] : -1);

    public override string ToString() => Text(20);

    private static bool Row(string text, out int row) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out row);

    private static RowSet OfSorted(int[] sorted)
    {
        var edges = new List<int>();
        var count = 0;
        foreach (var row in sorted)
        {
            if (edges.Count > 0 && row == edges[^1])
                continue;
            count++;
            if (edges.Count > 0 && row == edges[^1] + 1)
            {
                edges[^1] = row;
                continue;
            }

            edges.Add(row);
            edges.Add(row);
        }

        return count == 0 ? None : new RowSet([.. edges], count);
    }

    private sealed class TextConverter : JsonConverter<RowSet>
    {
        public override RowSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return Parse(reader.GetString() ?? "");
            }
            catch (FormatException e)
            {
                throw new JsonException(e.Message, e);
            }
        }

        public override void Write(Utf8JsonWriter writer, RowSet value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text());
    }
}
