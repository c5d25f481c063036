using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Library.Chunks;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>Gathers a text column of all rows. Not safe for several threads.</summary>
internal sealed class LabelAccumulator
{
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly List<string> labels = [];
    private readonly int[] rows;

    public LabelAccumulator(int count) => Array.Fill(rows = new int[count], -1);

    public int Code(string label)
    {
        if (!codes.TryGetValue(label, out var code))
        {
            codes.Add(label, code = labels.Count);
            labels.Add(label);
        }

        return code;
    }

    public void Set(int row, int code) => rows[row] = code;

    public void Set(int first, TextColumn column)
    {
        var here = Array.ConvertAll(column.Labels, Code);
        for (var i = 0; i < column.Codes.Length; i++)
            rows[first + i] = column.Codes[i] < 0 ? -1 : here[column.Codes[i]];
    }

    /// <summary>Numbers become texts in their shortest form.</summary>
    /// <returns>How many rows it set.</returns>
    public int Set(int first, ValueColumn column)
    {
        var here = Array.ConvertAll(column.Labels, Code);
        for (var i = 0; i < column.Count; i++)
            rows[first + column.Row(i)] = column.Codes is { } texts && texts[i] >= 0 ? here[texts[i]] : Code(column.Numbers[i].ToString("R", CultureInfo.InvariantCulture));
        return column.Count;
    }

    /// <summary>The labels that rows have, in ordinal order, aliases brought together.</summary>
    /// <param name="touched">Adds to an alias's count the rows whose label it changed.</param>
    public LabelColumn Finish(IReadOnlyList<NameAlias> aliases, int[]? touched = null)
    {
        var (alias, number) = (new Dictionary<string, int>(StringComparer.Ordinal), aliases.SelectMany((a, i) => a.From.Select(f => (f, i))));
        foreach (var (from, i) in number)
            alias.TryAdd(from, i);
        var uses = new int[labels.Count];
        foreach (var code in rows)
        {
            if (code >= 0)
                uses[code]++;
        }

        var names = new string[labels.Count];
        for (var code = 0; code < names.Length; code++)
        {
            names[code] = alias.TryGetValue(labels[code], out var a) ? aliases[a].Name : labels[code];
            if (touched is not null && alias.TryGetValue(labels[code], out a))
                touched[a] += uses[code];
        }

        string[] sorted = [.. names.Where((_, code) => uses[code] > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var final = Array.ConvertAll(names, n => Array.BinarySearch(sorted, n, StringComparer.Ordinal));
        for (var row = 0; row < rows.Length; row++)
            rows[row] = rows[row] < 0 ? -1 : final[rows[row]];
        return new LabelColumn(sorted, rows);
    }
}
