using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>From what several sources say of a parameter or metric to one shape; rules go first. Does not depend on the order of the sources.</summary>
internal static class ShapeMerge
{
    public static ParameterShape Of(string name, ParameterRule? rule, IReadOnlyList<ParameterEvidence> evidence, bool hasTexts, bool whole, List<string> remarks)
    {
        var declared = evidence.Where(e => e.Declared).Select(e => e.Shape).ToList();
        var kind = rule?.Kind ?? (hasTexts || declared.Exists(d => d.IsCategory) ? ParameterKind.Category
            : whole && evidence.All(e => e.Shape.Kind == ParameterKind.Integer) ? ParameterKind.Integer
            : ParameterKind.Number);
        if (kind == ParameterKind.Category)
            return new ParameterShape(name, kind) { Levels = [.. declared.SelectMany(d => d.Levels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] };
        var scale = rule?.Scale ?? (declared.Exists(d => d.Scale == Scale.Log) ? Scale.Log : Scale.Linear);
        if (rule?.Scale is null && declared.Select(d => d.Scale).Distinct().Count() > 1)
            remarks.Add($"Parameter '{name}' is logarithmic in some sources and linear in others; it is taken as logarithmic. A rule can say the scale.");
        var numbers = evidence.Select(e => e.Shape).ToList();
        return new ParameterShape(
            name,
            kind,
            scale,
            rule?.Unit ?? OneUnit("Parameter", name, declared.Select(d => d.Unit), remarks),
            numbers.Count > 0 && numbers.TrueForAll(d => d.Low is not null) ? numbers.Min(d => d.Low) : null,
            numbers.Count > 0 && numbers.TrueForAll(d => d.High is not null) ? numbers.Max(d => d.High) : null,
            numbers.Select(d => d.Step).Distinct().Count() == 1 ? numbers[0].Step : null);
    }

    public static MetricShape Of(string name, MetricRule? rule, IReadOnlyList<MetricShape> evidence, List<string> remarks)
    {
        var goals = evidence.Select(e => e.Goal).OfType<MetricGoal>().Distinct().ToList();
        if (rule?.Goal is null && goals.Count > 1)
            remarks.Add($"Metric '{name}' is maximized in some sources and minimized in others. A rule must say its goal before it can be analyzed, or turn one of them around.");
        return new MetricShape(name, rule?.Goal ?? (goals.Count == 1 ? goals[0] : null), rule?.Unit ?? OneUnit("Metric", name, evidence.Select(e => e.Unit), remarks));
    }

    /// <summary>A declared shape on the scale that a conversion leads to.</summary>
    public static ParameterShape Converted(ParameterShape shape, Conversion conversion, string? unit)
    {
        if (shape.IsCategory)
            return shape;
        var (low, high) = (Apply(shape.Low), Apply(shape.High));
        return shape with
        {
            Kind = conversion.IsNone ? shape.Kind : ParameterKind.Number,
            Unit = unit ?? shape.Unit,
            Low = conversion.TurnsAround ? high : low,
            High = conversion.TurnsAround ? low : high,
            Step = shape.Step is { } step && !conversion.IsNone ? Finite(conversion.ApplyToStep(step)) : shape.Step,
        };

        double? Apply(double? bound) => bound is { } value ? Finite(conversion.Apply(value)) : null;

        static double? Finite(double value) => double.IsFinite(value) ? value : null;
    }

    public static MetricShape Converted(MetricShape shape, Conversion conversion, MetricRule? rule) => shape with
    {
        Goal = shape.Goal is { } goal && conversion.TurnsAround ? goal == MetricGoal.Maximize ? MetricGoal.Minimize : MetricGoal.Maximize : shape.Goal,
        Unit = rule?.Unit ?? shape.Unit,
    };

    private static string? OneUnit(string what, string name, IEnumerable<string?> units, List<string> remarks)
    {
        var known = units.Where(u => !string.IsNullOrWhiteSpace(u)).Select(u => u!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (known.Count == 0 || known.TrueForAll(u => Units.Same(u, known[0])))
            return known.FirstOrDefault();
        remarks.Add($"{what} '{name}' has several units: {string.Join(", ", known)}. Its values are mixed until a rule converts them.");
        return null;
    }
}
