using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Library.Chunks;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>Gathers a parameter of all rows: numbers, texts, or both until its kind is known. Not safe for several threads.</summary>
/// <param name="claim">Asks for room for so many columns, once there is a value.</param>
internal sealed class ParameterAccumulator(int count, Action<int> claim)
{
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly List<string> levels = [];
    private double[] numbers = [];
    private int[]? texts;

    /// <summary>What the sources say of it, after conversion.</summary>
    public List<ParameterEvidence> Evidence { get; } = [];

    /// <summary>Texts left out, since a rule says that the parameter is a number.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Values of rows that have none yet.</summary>
    /// <returns>How many rows took the value, and how many had one from another column.</returns>
    public (int Taken, int Collisions) Set(int first, ValueColumn column, ColumnPlan plan, ParameterRule? rule)
    {
        if (numbers.Length == 0)
        {
            claim(1);
            Array.Fill(numbers = new double[count], double.NaN);
        }

        var (taken, collisions) = (0, 0);
        var aliases = rule?.Levels.SelectMany(l => l.From.Select(f => (f, l.Name))).DistinctBy(p => p.f, StringComparer.Ordinal).ToDictionary(p => p.f, p => p.Name, StringComparer.Ordinal);
        var asNumber = rule?.Kind is ParameterKind.Number or ParameterKind.Integer;
        var here = Array.ConvertAll<string, (int Code, double Number)>(column.Labels, label =>
        {
            var name = aliases?.GetValueOrDefault(label) ?? label;
            return asNumber ? (-1, double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN) : (Code(name), double.NaN);
        });
        var numbered = aliases is { Count: > 0 } && !asNumber;
        for (var i = 0; i < column.Count; i++)
        {
            var row = first + column.Row(i);
            if (!double.IsNaN(numbers[row]) || (texts is not null && texts[row] >= 0))
            {
                collisions++;
                continue;
            }

            if (column.Codes is { } coded && coded[i] >= 0)
            {
                var (code, number) = here[coded[i]];
                if (code >= 0)
                    Texts()[row] = code;
                else if (double.IsNaN(number))
                    Unreadable++;
                else
                    numbers[row] = plan.Conversion.Apply(number);
            }
            else
            {
                var number = plan.Conversion.Apply(column.Numbers[i]);
                if (numbered && aliases!.TryGetValue(number.ToString("R", CultureInfo.InvariantCulture), out var level))
                    Texts()[row] = Code(level);
                else
                    numbers[row] = number;
            }

            taken++;
        }

        return (taken, collisions);
    }

    /// <summary>Where the row has one of the levels.</summary>
    public bool[] Has(IReadOnlyList<string> wanted)
    {
        var has = new bool[count];
        if (numbers.Length == 0)
            return has;
        var set = wanted.ToHashSet(StringComparer.Ordinal);
        var wantedCodes = levels.Select(set.Contains).ToArray();
        var wantedNumbers = wanted.Select(w => double.TryParse(w, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : double.NaN).ToHashSet();
        for (var row = 0; row < count; row++)
            has[row] = (texts is not null && texts[row] >= 0) ? wantedCodes[texts[row]] : wantedNumbers.Contains(numbers[row]) && !double.IsNaN(numbers[row]);
        return has;
    }

    /// <summary>Leaves out the values of rows where it is not active.</summary>
    /// <returns>How many that were.</returns>
    public int Keep(bool[] active)
    {
        var left = 0;
        for (var row = 0; row < numbers.Length; row++)
        {
            if (active[row] || (double.IsNaN(numbers[row]) && (texts is null || texts[row] < 0)))
                continue;
            numbers[row] = double.NaN;
            if (texts is not null)
                texts[row] = -1;
            left++;
        }

        return left;
    }

    /// <summary>The column, or null where no row has a value.</summary>
    public ParameterColumn? Finish(string name, ParameterRule? rule, List<string> remarks)
    {
        var (numeric, textual, whole) = (0, 0, true);
        for (var row = 0; row < numbers.Length; row++)
        {
            if (texts is not null && texts[row] >= 0)
                textual++;
            else if (!double.IsNaN(numbers[row]))
            {
                numeric++;
                whole = whole && Math.Floor(numbers[row]) == numbers[row];
            }
        }

        if (numeric + textual == 0)
            return null;
        var shape = ShapeMerge.Of(name, rule, Evidence, hasTexts: textual > 0, whole, remarks);
        if (Unreadable > 0)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Parameter '{name}': {Unreadable:#,0} values are texts that are no numbers; they are left out, as its rule says that it is a number."));
        if (!shape.IsCategory)
            return new ParameterColumn(shape, numbers);
        if (numeric > 0 && textual > 0)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Parameter '{name}' is a number in {numeric:#,0} runs and a text in {textual:#,0}: all are taken as names. A rule with a kind or with levels can part them."));
        return Category(shape);
    }

    private ParameterColumn Category(ParameterShape shape)
    {
        var here = Texts();
        for (var row = 0; row < count; row++)
        {
            if (here[row] < 0 && !double.IsNaN(numbers[row]))
                here[row] = Code(numbers[row].ToString("R", CultureInfo.InvariantCulture));
        }

        var used = new bool[levels.Count];
        foreach (var code in here)
        {
            if (code >= 0)
                used[code] = true;
        }

        string[] sorted = [.. levels.Where((_, code) => used[code]).Union(shape.Levels, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var final = levels.ConvertAll(l => (double)Array.BinarySearch(sorted, l, StringComparer.Ordinal));
        for (var row = 0; row < count; row++)
            numbers[row] = here[row] < 0 ? double.NaN : final[here[row]];
        return new ParameterColumn(shape with { Levels = [.. sorted] }, numbers);
    }

    private int[] Texts()
    {
        if (texts is null)
            Array.Fill(texts = new int[count], -1);
        return texts;
    }

    private int Code(string level)
    {
        if (!codes.TryGetValue(level, out var code))
        {
            codes.Add(level, code = levels.Count);
            levels.Add(level);
        }

        return code;
    }
}

/// <summary>What a source declares of a parameter, after conversion, or what its values are where it declares nothing.</summary>
internal sealed record ParameterEvidence(ParameterShape Shape, bool Declared);
