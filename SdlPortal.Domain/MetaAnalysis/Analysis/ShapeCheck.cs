using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>
/// Holds a JSON document against the type it is to become, as <see cref="AnalysisJson"/> writes it: notes every field that is missing, unknown, given twice or of another kind, where a deserializer would stop at the first. What has no problem here can be
/// deserialized. Not safe to share between threads.
/// </summary>
internal sealed class ShapeCheck
{
    private const int MostShown = 40;

    private readonly List<Problem> problems = [];

    public static IReadOnlyList<Problem> Of<T>(JsonElement root)
    {
        var check = new ShapeCheck();
        check.Value(root, typeof(T), "", isNullable: false);
        return check.problems;
    }

    private void Value(JsonElement element, Type type, string path, bool isNullable)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            (type, isNullable) = (inner, true);
        if (element.ValueKind == JsonValueKind.Null)
        {
            if (!isNullable)
                Note(path, "Nothing is given here.", "Give a value; null does not do.");
            return;
        }

        if (type == typeof(Configuration))
            Configuration(element, path);
        else if (ItemOf(type) is { } item)
            List(element, item, path);
        else if (AnalysisJson.Options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } info)
            Object(element, info, path);
        else
            Single(element, type, path);
    }

    private void Object(JsonElement element, JsonTypeInfo info, string path)
    {
        if (!Is(element, JsonValueKind.Object, path, "an object in braces"))
            return;
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (info.PolymorphismOptions is { } family)
        {
            known.Add(family.TypeDiscriminatorPropertyName);
            if (Member(element, info, family, path) is not { } member)
                return;
            info = AnalysisJson.Options.GetTypeInfo(member);
        }

        foreach (var property in info.Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null))
        {
            known.Add(property.Name);
            if (element.TryGetProperty(property.Name, out var value))
                Value(value, property.PropertyType, At(path, property.Name), property.AssociatedParameter?.IsNullable ?? property.IsSetNullable);
            else if (property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false })
                Note(At(path, property.Name), "This is missing.", "Take the file as it was written; parts of it do not do.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
                Note(At(path, property.Name), $"There is no field '{property.Name}' here.", $"{NearestWord.Asked(property.Name, known)}Known fields are: {string.Join(", ", known)}.");
            else if (!seen.Add(property.Name))
                Note(At(path, property.Name), "This is given twice.", "Keep one of them.");
        }
    }

    /// <summary>Which of a closed family it says it is.</summary>
    private Type? Member(JsonElement element, JsonTypeInfo info, JsonPolymorphismOptions family, string path)
    {
        var at = At(path, family.TypeDiscriminatorPropertyName);
        var words = family.DerivedTypes.Select(d => (string)d.TypeDiscriminator!).ToList();
        if (!element.TryGetProperty(family.TypeDiscriminatorPropertyName, out var word) || word.ValueKind != JsonValueKind.String)
        {
            Note(at, $"Which kind of {info.Type.Name} this is is missing.", $"Write one of: {string.Join(", ", words)}.");
            return null;
        }

        var place = words.IndexOf(word.GetString()!);
        if (place >= 0)
            return family.DerivedTypes[place].DerivedType;
        Note(at, $"'{word.GetString()}' is not a known word.", $"Write one of: {string.Join(", ", words)}.");
        return null;
    }

    private void List(JsonElement element, Type item, string path)
    {
        if (!Is(element, JsonValueKind.Array, path, "a list in brackets"))
            return;
        var index = 0;
        foreach (var one in element.EnumerateArray())
            Value(one, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), isNullable: false);
    }

    private void Configuration(JsonElement element, string path)
    {
        if (!Is(element, JsonValueKind.Object, path, "an object of parameters"))
            return;
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
                Number(property.Value, At(path, property.Name), "a number or a text in quotes");
        }
    }

    private void Single(JsonElement element, Type type, string path)
    {
        if (type == typeof(string))
        {
            Is(element, JsonValueKind.String, path, "a text in quotes");
        }
        else if (type == typeof(bool))
        {
            if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                Wrong(element, path, "true or false");
        }
        else if (type == typeof(double))
        {
            // Unknown numbers are written as texts.
            if (element.ValueKind != JsonValueKind.String || element.GetString() is not ("NaN" or "Infinity" or "-Infinity"))
                Number(element, path, "a number");
        }
        else if (type == typeof(int) || type == typeof(long))
        {
            if (element.ValueKind != JsonValueKind.Number || !(type == typeof(int) ? element.TryGetInt32(out _) : element.TryGetInt64(out _)))
                Wrong(element, path, "a whole number");
        }
        else if (type.IsEnum)
        {
            string[] words = [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];
            if (element.ValueKind != JsonValueKind.String || !words.Contains(element.GetString(), StringComparer.Ordinal))
                Wrong(element, path, $"one of: {string.Join(", ", words)}");
        }
        else
        {
            throw new NotSupportedException($"{type} is not held against documents yet.");
        }
    }

    private void Number(JsonElement element, string path, string expected)
    {
        if (element.ValueKind != JsonValueKind.Number)
            Wrong(element, path, expected);
        else if (!double.IsFinite(element.GetDouble()))
            Note(path, $"{Shown(element)} is too large to be kept.", "Give a smaller number.");
    }

    private bool Is(JsonElement element, JsonValueKind kind, string path, string expected)
    {
        if (element.ValueKind == kind)
            return true;
        Wrong(element, path, expected);
        return false;
    }

    private void Wrong(JsonElement element, string path, string expected) => Note(path, $"{Shown(element)} is not {expected}.", $"Write {expected}.");

    private void Note(string path, string message, string remedy) => problems.Add(new Problem(path.Length == 0 ? "file" : path, message, remedy));

    private static string Shown(JsonElement element) => element.GetRawText() is var text && text.Length > MostShown ? text[..MostShown] + "…" : text;

    private static string At(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>What a list holds; null for anything else.</summary>
    private static Type? ItemOf(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();
        return type.IsGenericType && type.GetGenericTypeDefinition() is var list && (list == typeof(IReadOnlyList<>) || list == typeof(EquatableList<>)) ? type.GetGenericArguments()[0] : null;
    }
}
