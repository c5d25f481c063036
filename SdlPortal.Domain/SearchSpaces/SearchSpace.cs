namespace SdlPortal.Domain.SearchSpaces;

/// <summary>The parameters of a campaign with the constraints between them. Immutable; validity is checked by whoever builds a definition.</summary>
public sealed record SearchSpace(EquatableList<Parameter> Parameters, EquatableList<LinearConstraint> Constraints)
{
    public Parameter this[string name] =>
        Parameters.FirstOrDefault(p => p.Name == name) ?? throw new KeyNotFoundException($"The search space has no parameter '{name}'.");

    public bool Contains(Configuration configuration) => !Objecting(configuration).Any();

    /// <summary>Everything that keeps a configuration out of the space, one sentence each; empty when it belongs to it.</summary>
    public IReadOnlyList<string> Objections(Configuration configuration) => [.. Objecting(configuration)];

    private IEnumerable<string> Objecting(Configuration configuration)
    {
        var known = 0;
        var fits = true;
        foreach (var parameter in Parameters)
        {
            var hasValue = configuration.TryGet(parameter.Name, out var value);
            known += hasValue ? 1 : 0;
            if (hasValue && parameter.Allows(value))
                continue;
            fits = false;
            yield return hasValue ? $"{parameter.Name} = {value} is not {Allowed(parameter)}" : $"{parameter.Name} has no value";
        }

        // Every optimizer call asks this of every result, and names are nearly always the space's own.
        var strangers = known == configuration.Count ? [] : configuration.Select(v => v.Key).Where(name => Parameters.All(p => p.Name != name));
        foreach (var name in strangers)
        {
            fits = false;
            yield return $"{name} is not a parameter of this space";
        }

        if (!fits)
            yield break;
        foreach (var constraint in Constraints.Where(c => c.Violation(configuration) > 0))
            yield return $"{constraint} is broken: the left side is {constraint.LeftSide(configuration):G6}";
    }

    /// <summary>What values a parameter takes, as the end of a sentence: "between 0 and 0.3 v/v".</summary>
    public static string Allowed(Parameter parameter) => parameter switch
    {
        ContinuousParameter p => $"between {p.Low:R} and {p.High:R}{Suffix(p.Unit)}",
        IntegerParameter p => $"a whole number between {p.Low} and {p.High}{Suffix(p.Unit)}",
        DiscreteParameter p => $"one of {string.Join(", ", p.Levels.Select(l => l.ToString("R")))}{Suffix(p.Unit)}",
        CategoricalParameter p => $"one of {string.Join(", ", p.Choices)}",
        _ => throw new NotSupportedException(parameter.GetType().Name),
    };

    private static string Suffix(string? unit) => string.IsNullOrEmpty(unit) ? "" : " " + unit;
}
