using System.Text.Json;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Campaigns;

/// <summary>Reads the fields of one JSON object, notes wrong types and names nobody asked for, and keeps going.</summary>
internal sealed class JsonFields
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement;
    private readonly JsonElement element;
    private readonly string path;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<Problem> problems;

    public JsonFields(JsonElement element, string path, List<Problem>? problems = null)
    {
        this.element = element;
        this.path = path;
        this.problems = problems ?? [];
        if (element.ValueKind != JsonValueKind.Object)
            Wrong(path.Length == 0 ? "file" : path, element, "an object in braces");
    }

    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Reads a text that holds one object; null and the one problem where it is not JSON.</summary>
    public static (T? Value, IReadOnlyList<Problem> Problems) Read<T>(string json, Func<JsonFields, T?> read)
        where T : class
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, Lenient);
        }
        catch (JsonException e)
        {
            return (null, [new Problem("file", $"This is not JSON: line {e.LineNumber + 1}, character {e.BytePositionInLine + 1} cannot be read.", "Correct it there; a missing comma or quote is the usual cause.")]);
        }

        using (document)
        {
            var fields = new JsonFields(document.RootElement, "");
            var value = read(fields);
            return (value, fields.Problems);
        }
    }

    public string At(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public void Note(string name, string message, string remedy) => problems.Add(new Problem(At(name), message, remedy));

    public string? Text(string name) => Find(name) is { } e ? e.ValueKind == JsonValueKind.String ? e.GetString() : Wrong<string>(At(name), e, "a text in quotes") : null;

    public double? Number(string name) => Find(name) is { } e ? Number(At(name), e) : null;

    /// <summary>A number or a text.</summary>
    public ParameterValue? Value(string name)
    {
        if (Find(name) is not { } found)
            return null;
        if (found.ValueKind == JsonValueKind.String)
            return ParameterValue.Of(found.GetString()!);
        return Number(At(name), found) is { } number ? ParameterValue.Of(number) : (ParameterValue?)null;
    }

    public long? Whole(string name)
    {
        if (Find(name) is not { } e)
            return null;
        if (e.ValueKind == JsonValueKind.Number && (e.TryGetInt64(out var whole) || (e.TryGetDouble(out var real) && Math.Floor(real) == real && Math.Abs(real) < 1L << 53 && (whole = (long)real) == real)))
            return whole;
        Wrong(At(name), e, "a whole number");
        return null;
    }

    public int? SmallWhole(string name)
    {
        var whole = Whole(name);
        if (whole is null or (>= int.MinValue and <= int.MaxValue))
            return (int?)whole;
        problems.Add(new Problem(At(name), $"{whole} is too large.", "Give a smaller whole number."));
        return null;
    }

    public List<T> List<T>(string name, Func<JsonFields, T> read) =>
        Elements(name).Select(item => Finish(new JsonFields(item.Element, item.Path, problems), read)).ToList();

    public List<double> Numbers(string name) => Elements(name).Select(item => Number(item.Path, item.Element) ?? double.NaN).Where(double.IsFinite).ToList();

    /// <summary>One whole number, or a list of them.</summary>
    public List<int> SmallWholes(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Array })
            return SmallWhole(name) is { } one ? [one] : [];
        var wholes = new List<int>();
        foreach (var (at, item) in Elements(name))
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var whole))
                wholes.Add(whole);
            else
                Wrong(at, item, "a whole number");
        }

        return wholes;
    }

    public bool? Flag(string name)
    {
        if (Find(name) is not { } e)
            return null;
        if (e.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return e.GetBoolean();
        Wrong(At(name), e, "true or false");
        return null;
    }

    public List<string> Texts(string name) =>
        Elements(name).Select(item => item.Element.ValueKind == JsonValueKind.String ? item.Element.GetString()! : Wrong<string>(item.Path, item.Element, "a text in quotes")).OfType<string>().ToList();

    public T? Object<T>(string name, Func<JsonFields, T> read)
        where T : class => Find(name) is { } e ? Finish(new JsonFields(e, At(name), problems), read) : null;

    /// <summary>An object whose names are free, such as the terms of a constraint.</summary>
    public List<(string Name, double? Value)> NumbersByName(string name)
    {
        if (Find(name) is not { } e)
            return [];
        if (e.ValueKind == JsonValueKind.Object)
            return e.EnumerateObject().Select(p => (p.Name, Number($"{At(name)}.{p.Name}", p.Value))).ToList();
        Wrong(At(name), e, "an object such as { \"dmso\": 1 }");
        return [];
    }

    /// <summary>A value for each parameter: an object whose names are free and whose values are numbers or texts.</summary>
    public Configuration? Configuration(string name) => Find(name) is { } e ? Configuration(At(name), e) : null;

    public List<Configuration> Configurations(string name) => Elements(name).Select(item => Configuration(item.Path, item.Element)).OfType<Configuration>().ToList();

    /// <summary>An object of objects whose names are free; null stands for an empty one. A name that comes twice is given twice.</summary>
    public List<T> ObjectsByName<T>(string name, Func<string, JsonFields, T> read)
    {
        if (Find(name) is not { } e)
            return [];
        if (e.ValueKind == JsonValueKind.Object)
            return e.EnumerateObject().Select(p => Finish(new JsonFields(p.Value.ValueKind == JsonValueKind.Null ? Empty : p.Value, $"{At(name)}.{p.Name}", problems), fields => read(p.Name, fields))).ToList();
        Wrong(At(name), e, "an object of objects such as { \"depth\": {} }");
        return [];
    }

    /// <summary>A text that has to be one of a few words; null after noting any other.</summary>
    public string? Word(string name, params IReadOnlyList<string> allowed)
    {
        var word = Text(name);
        if (word is null || allowed.Contains(word))
            return word;
        Note(name, $"'{word}' is not a known word.", $"{NearestWord.Asked(word, allowed)}Write one of: {string.Join(", ", allowed)}.");
        return null;
    }

    /// <summary>Notes every name that nobody asked for; to be called when all fields are read.</summary>
    public void RefuseUnknown()
    {
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var property in element.EnumerateObject().Where(p => !known.Contains(p.Name)))
            problems.Add(new Problem(At(property.Name), $"The schema has no field '{property.Name}' here.", $"{NearestWord.Asked(property.Name, known)}Known fields are: {string.Join(", ", known)}."));
    }

    private static T Finish<T>(JsonFields fields, Func<JsonFields, T> read)
    {
        var value = read(fields);
        fields.RefuseUnknown();
        return value;
    }

    private JsonElement? Find(string name)
    {
        known.Add(name);
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private IEnumerable<(string Path, JsonElement Element)> Elements(string name)
    {
        if (Find(name) is not { } e)
            return [];
        if (e.ValueKind == JsonValueKind.Array)
            return e.EnumerateArray().Select((item, i) => ($"{At(name)}[{i}]", item)).ToList();
        Wrong(At(name), e, "a list in brackets");
        return [];
    }

    private double? Number(string at, JsonElement e)
    {
        if (e.ValueKind == JsonValueKind.Number && e.TryGetDouble(out var value) && double.IsFinite(value))
            return value;
        Wrong(at, e, "a number");
        return null;
    }

    private Configuration? Configuration(string at, JsonElement e)
    {
        if (e.ValueKind != JsonValueKind.Object)
            return Wrong<Configuration>(at, e, "an object such as { \"temperature\": 80, \"solvent\": \"water\" }");
        var values = new List<KeyValuePair<string, ParameterValue>>();
        foreach (var property in e.EnumerateObject())
        {
            var own = $"{at}.{property.Name}";
            if (values.Exists(v => v.Key == property.Name))
                problems.Add(new Problem(own, $"'{property.Name}' stands there twice.", "Keep one of the two."));
            else if (property.Value.ValueKind == JsonValueKind.String)
                values.Add(KeyValuePair.Create(property.Name, ParameterValue.Of(property.Value.GetString()!)));
            else if (property.Value.ValueKind == JsonValueKind.Number && Number(own, property.Value) is { } number)
                values.Add(KeyValuePair.Create(property.Name, ParameterValue.Of(number)));
            else if (property.Value.ValueKind != JsonValueKind.Number)
                Wrong(own, property.Value, "a number or a text");
        }

        return new Configuration(values);
    }

    private T? Wrong<T>(string at, JsonElement e, string expected)
        where T : class
    {
        Wrong(at, e, expected);
        return null;
    }

    private void Wrong(string at, JsonElement e, string expected)
    {
        var text = e.GetRawText();
        problems.Add(new Problem(at, $"{(text.Length > 40 ? text[..40] + "…" : text)} is not {expected}.", $"Write {expected}."));
    }
}
