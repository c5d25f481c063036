using System.Globalization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>A configuration as it is being typed: one text per parameter, with what is wrong about each. Mutable, for one dialog.</summary>
public sealed class ConfigurationForm
{
    private readonly SearchSpace space;
    private readonly Dictionary<string, string> texts = [];

    public ConfigurationForm(SearchSpace space, Configuration? start)
    {
        this.space = space;
        foreach (var parameter in space.Parameters)
            texts[parameter.Name] = start is not null && start.TryGet(parameter.Name, out var value) ? value.ToString() : "";
    }

    public IReadOnlyList<Parameter> Parameters => space.Parameters;

    public string this[string name]
    {
        get => texts[name];
        set => texts[name] = value.Trim();
    }

    /// <summary>What is wrong with one parameter's text; null when nothing is.</summary>
    public string? Objection(Parameter parameter)
    {
        var text = texts[parameter.Name];
        if (text.Length == 0)
            return $"Give a value {SearchSpace.Allowed(parameter)}.";
        return Value(parameter) is not { } value ? $"'{text}' is not a number. Use a point for decimals, as in 0.25."
            : parameter.Allows(value) ? null
            : $"{text} is not {SearchSpace.Allowed(parameter)}.";
    }

    /// <summary>What is wrong between the parameters; looked at once each of them is right.</summary>
    public IReadOnlyList<string> Between => Configuration is { } configuration ? space.Objections(configuration) : [];

    public bool Valid => Configuration is { } configuration && space.Contains(configuration);

    /// <summary>Null while a field is wrong.</summary>
    public Configuration? Configuration => space.Parameters.All(p => Objection(p) is null)
        ? new Configuration(space.Parameters.Select(p => KeyValuePair.Create(p.Name, Value(p)!.Value)))
        : null;

    private ParameterValue? Value(Parameter parameter)
    {
        if (parameter is CategoricalParameter)
            return ParameterValue.Of(texts[parameter.Name]);
        return double.TryParse(texts[parameter.Name], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? ParameterValue.Of(number)
            : (ParameterValue?)null;
    }
}
