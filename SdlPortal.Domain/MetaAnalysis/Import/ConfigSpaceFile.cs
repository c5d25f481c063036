using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>A search space as Python's ConfigSpace writes it: what SMAC, BOHB and DeepCAVE keep beside their runs.</summary>
internal static class ConfigSpaceFile
{
    /// <summary>The parameters in the file's order; empty where there is no such file.</summary>
    /// <exception cref="RunSourceException">The file is damaged.</exception>
    public static IReadOnlyList<ParameterShape> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        using var document = PythonJson.ParseFile(path);
        var list = document.RootElement.Get("hyperparameters");
        if (list.ValueKind != JsonValueKind.Array)
            return [];
        return [.. list.EnumerateArray().Select(Shape).OfType<ParameterShape>()];
    }

    private static ParameterShape? Shape(JsonElement item)
    {
        if (item.Get("name").AsText() is not { } name || item.Get("type").AsText() is not { } type)
            return null;
        var scale = item.Get("log").ValueKind == JsonValueKind.True ? Scale.Log : Scale.Linear;
        var (low, high, step) = (PythonJson.Number(item.Get("lower")), PythonJson.Number(item.Get("upper")), PythonJson.Number(item.Get("q")));
        if (type.Contains("int", StringComparison.OrdinalIgnoreCase))
            return new ParameterShape(name, ParameterKind.Integer, scale, null, low, high, step);
        if (type.Contains("float", StringComparison.OrdinalIgnoreCase))
            return new ParameterShape(name, ParameterKind.Number, scale, null, low, high, step);
        if (item.Get("choices") is { ValueKind: JsonValueKind.Array } choices)
            return Category(name, choices.EnumerateArray());
        if (item.Get("sequence") is { ValueKind: JsonValueKind.Array } sequence)
            return Ordered(name, sequence) ?? Category(name, sequence.EnumerateArray());
        return item.Get("value").ValueKind == JsonValueKind.Undefined ? null : Category(name, [item.Get("value")]);
    }

    /// <summary>An ordered sequence of numbers keeps its order as a number; null where it is none.</summary>
    private static ParameterShape? Ordered(string name, JsonElement sequence)
    {
        var items = sequence.EnumerateArray().ToList();
        if (items.Count == 0 || items.Exists(i => i.ValueKind != JsonValueKind.Number))
            return null;
        var numbers = items.ConvertAll(i => i.GetDouble());
        var ascending = numbers.Zip(numbers.Skip(1)).All(p => p.First < p.Second);
        return ascending ? new ParameterShape(name, numbers.TrueForAll(double.IsInteger) ? ParameterKind.Integer : ParameterKind.Number, Scale.Linear, null, numbers[0], numbers[^1]) : null;
    }

    private static ParameterShape Category(string name, IEnumerable<JsonElement> choices) =>
        new(name, ParameterKind.Category) { Levels = choices.Select(PythonJson.Choice).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToEquatableList() };

    /// <summary>A configuration's values; those that are null are not active. Choices become texts where the space says that they are choices.</summary>
    public static List<NamedValue> Values(JsonElement configuration, IReadOnlySet<string> categories)
    {
        var values = new List<NamedValue>();
        foreach (var property in configuration.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
                continue;
            if (categories.Contains(property.Name))
                values.Add(new NamedValue(property.Name, PythonJson.Choice(property.Value)));
            else if (PythonJson.Value(property.Value) is { } value)
                values.Add(new NamedValue(property.Name, value));
        }

        return values;
    }

    public static IReadOnlySet<string> Categories(IEnumerable<ParameterShape> space) => space.Where(s => s.IsCategory).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
}
