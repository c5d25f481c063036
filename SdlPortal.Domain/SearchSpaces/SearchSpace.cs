namespace SdlPortal.Domain.SearchSpaces;

/// <summary>The parameters of a campaign with the constraints between them. Immutable; validity is checked by whoever builds a definition.</summary>
public sealed record SearchSpace(EquatableList<Parameter> Parameters, EquatableList<LinearConstraint> Constraints)
{
    public Parameter this[string name] =>
        Parameters.FirstOrDefault(p => p.Name == name) ?? throw new KeyNotFoundException($"The search space has no parameter '{name}'.");

    public bool Contains(Configuration configuration) => Objections(configuration).Count == 0;

    /// <summary>Everything that keeps a configuration out of the space, one sentence each; empty when it belongs to it.</summary>
    public IReadOnlyList<string> Objections(Configuration configuration)
    {
        var objections = new List<string>();
        foreach (var parameter in Parameters)
        {
            if (!configuration.TryGet(parameter.Name, out var value))
                objections.Add($"{parameter.Name} has no value");
            else if (!parameter.Allows(value))
                objections.Add($"{parameter.Name} = {value} is not {Allowed(parameter)}");
        }

        foreach (var (name, _) in configuration)
        {
            if (Parameters.All(p => p.Name != name))
                objections.Add($"{name} is not a parameter of this space");
        }

        if (objections.Count == 0)
            objections.AddRange(Constraints.Where(c => c.Violation(configuration) > 0).Select(c => $"{c} is broken: the left side is {c.LeftSide(configuration):G6}"));
        return objections;
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
