using System.Text.Json;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.MetaAnalysis.Import;

/// <summary>The range or the choices that Optuna drew a parameter from, as its storages of all versions write it. Immutable.</summary>
/// <param name="Shape">Without choices in it, see <see cref="Choices"/>.</param>
/// <param name="Choices">In the storage's order: a value is an index into them. Empty for numbers.</param>
internal sealed record OptunaDistribution(ParameterShape Shape, IReadOnlyList<string> Choices)
{
    /// <summary>The shape to declare.</summary>
    public ParameterShape Declared => Shape.IsCategory ? Shape with { Levels = Choices.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToEquatableList() } : Shape;

    /// <summary>Reads a distribution; null with the reason where it cannot be.</summary>
    public static OptunaDistribution? Read(string name, string? json, out string? reason)
    {
        if (json is null)
        {
            reason = $"parameter {name} has no distribution.";
            return null;
        }

        try
        {
            using var document = PythonJson.Parse(json);
            var attributes = document.RootElement.Get("attributes");
            var kind = document.RootElement.Get("name").AsText();
            var found = Of(name, kind, attributes);
            reason = found is null ? $"the distribution of parameter {name} is of the unknown kind '{kind}': {PythonJson.Short(json, 120)}" : null;
            return found;
        }
        catch (JsonException)
        {
            reason = $"the distribution of parameter {name} is no complete JSON: {PythonJson.Short(json, 120)}";
            return null;
        }
    }

    /// <summary>The parameter's value from the number that the storage holds; null with the reason where it is none of the choices.</summary>
    public ParameterValue? Value(double? stored, out string? reason)
    {
        reason = null;
        if (stored is not { } number || !double.IsFinite(number))
        {
            reason = $"parameter {Shape.Name} has the value {(stored is null ? "NULL" : stored.ToString())}, which is no finite number.";
            return null;
        }

        if (!Shape.IsCategory)
            return number;
        if (double.IsInteger(number) && number >= 0 && number < Choices.Count)
            return Choices[(int)number];
        reason = $"parameter {Shape.Name} names choice {stored}, but has only {Choices.Count} choices, counted from 0.";
        return null;
    }

    private static OptunaDistribution? Of(string name, string? kind, JsonElement attributes)
    {
        var log = attributes.Get("log").ValueKind == JsonValueKind.True;
        return kind switch
        {
            "FloatDistribution" => Numbers(ParameterKind.Number, log, attributes.Get("step")),
            "UniformDistribution" => Numbers(ParameterKind.Number, log: false, default),
            "LogUniformDistribution" => Numbers(ParameterKind.Number, log: true, default),
            "DiscreteUniformDistribution" => Numbers(ParameterKind.Number, log: false, attributes.Get("q")),
            "IntDistribution" => Numbers(ParameterKind.Integer, log, attributes.Get("step")),
            "IntUniformDistribution" => Numbers(ParameterKind.Integer, log: false, attributes.Get("step")),
            "IntLogUniformDistribution" => Numbers(ParameterKind.Integer, log: true, attributes.Get("step")),
            "CategoricalDistribution" when attributes.Get("choices") is { ValueKind: JsonValueKind.Array } choices =>
                new OptunaDistribution(new ParameterShape(name, ParameterKind.Category), [.. choices.EnumerateArray().Select(PythonJson.Choice)]),
            _ => null,
        };

        OptunaDistribution Numbers(ParameterKind parameterKind, bool log, JsonElement step)
        {
            var raster = PythonJson.Number(step);
            return new(new ParameterShape(name, parameterKind, log ? Scale.Log : Scale.Linear, null, PythonJson.Number(attributes.Get("low")), PythonJson.Number(attributes.Get("high")), parameterKind == ParameterKind.Integer && raster == 1 ? null : raster), []);
        }
    }
}
