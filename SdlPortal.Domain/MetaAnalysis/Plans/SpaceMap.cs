using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>How the parameters of prior runs become those of a campaign: which is which, and in what unit. Notes what does not fit.</summary>
internal sealed class SpaceMap
{
    /// <summary>A donor with fewer runs in the space makes no model.</summary>
    private const int FewestRuns = 5;

    private readonly SearchSpace space;
    private readonly FitNotes notes;
    private readonly Dictionary<string, (Parameter Parameter, ParameterShape Shape, Conversion Conversion)> byShape = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParameterShape> shapes;
    private readonly List<Parameter> unknown = [];

    public SpaceMap(SearchSpace space, IReadOnlyList<ParameterShape> evidence, FitNotes notes)
    {
        (this.space, this.notes) = (space, notes);
        shapes = evidence.ToDictionary(s => s.Name, StringComparer.Ordinal);
        foreach (var parameter in space.Parameters)
        {
            if (Shape(parameter, evidence) is { } shape && ConversionOf(parameter, shape) is { } conversion)
                byShape[shape.Name] = (parameter, shape, conversion);
        }

        foreach (var parameter in unknown)
            notes.Remark($"The prior runs do not know {parameter.Name}; it stays free, and the donors' runs are spread evenly over it.");
        foreach (var shape in evidence.Where(s => !byShape.ContainsKey(s.Name) && space.Parameters.All(p => !IsSame(p.Name, s.Name))))
            notes.Remark($"The campaign does not vary {shape.Name}, which the prior runs did.");
    }

    /// <summary>Whether a box was left out because it holds the whole space.</summary>
    public bool CoversAll { get; private set; }

    /// <returns>The box clipped to the space, with no probability yet; null where none of it is inside (a remark says why) or a problem was noted.</returns>
    public PriorRegion? Fit(ConfigurationBox box, string what)
    {
        var sides = new List<PriorSide>();
        var isWhole = true;
        foreach (var side in box.Sides)
        {
            if (!byShape.TryGetValue(side.Parameter, out var known))
            {
                if (side.TakesInactive || side is ChoiceSide { Levels.Count: 0 })
                    continue;
                isWhole = false;
                if (space.Parameters.Any(p => IsSame(p.Name, side.Parameter)))
                    continue;
                notes.Problem("parameters", $"The region restricts {side.Parameter} to {Words(side)}, but the campaign has no such parameter.", $"Add {side.Parameter} to the campaign; with both bounds at one value it stays fixed there.");
                continue;
            }

            if (side is ChoiceSide { Levels.Count: 0 })
            {
                notes.Remark($"{what} holds only configurations in which {side.Parameter} is not active; in the campaign it always is, so the box is left out.");
                return null;
            }

            if (Side(side, known) is not { } fitted)
            {
                notes.Remark($"{what} wants {known.Parameter.Name} {Words(side)}; the campaign takes {SearchSpace.Allowed(known.Parameter)}, so {(what.StartsWith("Box", StringComparison.Ordinal) ? "the box" : "it")} is left out.");
                return null;
            }

            // A side that holds all of the parameter says nothing.
            if (fitted is not { Low: null, High: null, Choices.Count: 0 })
                sides.Add(fitted);
        }

        if (!isWhole)
            return null;
        if (sides.Count == 0)
        {
            CoversAll = true;
            notes.Remark($"{what} covers all of the campaign's space, so it says nothing here.");
            return null;
        }

        var region = new PriorRegion(sides.ToEquatableList(), 0);
        var within = NarrowedSpace.Of(space, region);
        if (within is null || IsFeasible(within))
            return within is null ? null : region;
        notes.Remark($"{what} has no configuration that keeps the campaign's constraints, so it is left out.");
        return null;
    }

    /// <summary>The donors' runs that lie in the space, larger values being better.</summary>
    public IReadOnlyList<Donor> Donors(IReadOnlyList<DonorRuns> donors, Goal goal, MetricShape metric)
    {
        var kept = new List<Donor>();
        if (donors.Count == 0)
            notes.Remark($"The recommendation carries no runs of its donors, so the campaign gets its region but no donors; analyze the prior runs for '{metric.Name}' again to have them.");
        foreach (var donor in donors)
        {
            var runs = new List<DonorRun>();
            for (var i = 0; i < donor.Runs.Count; i++)
            {
                if (double.IsFinite(donor.Runs[i].Outcome) && Configure(donor.Runs[i].Configuration, i) is { } configuration)
                    runs.Add(new DonorRun(configuration, (goal == Goal.Minimize ? -donor.Runs[i].Outcome : donor.Runs[i].Outcome) + 0.0));
            }

            if (runs.Count < donor.Runs.Count)
                notes.Remark(string.Create(CultureInfo.InvariantCulture, $"{donor.Runs.Count - runs.Count} of {donor.Runs.Count} runs of the donor {donor.Task} lie outside of the campaign's space and {(runs.Count < FewestRuns ? $"too few are left: it is left out" : "are left out")}."));
            if (runs.Count >= FewestRuns && donor.Weight > 0)
                kept.Add(new Donor(donor.Task, donor.Weight, runs.ToEquatableList()));
        }

        return kept;
    }

    private Configuration? Configure(Configuration run, int number)
    {
        var values = new List<KeyValuePair<string, ParameterValue>>();
        foreach (var parameter in space.Parameters)
        {
            var known = byShape.Values.FirstOrDefault(k => ReferenceEquals(k.Parameter, parameter));
            if (known.Parameter is null || !run.TryGet(known.Shape.Name, out var value))
            {
                // What a run does not say must not look like a value that it preferred: a low-discrepancy sequence spreads it.
                var place = (0.5 + ((number + 1) * 0.6180339887498949) + (0.7548776662466927 * values.Count)) % 1;
                var column = new UnitCube(new SearchSpace([parameter], [])).Columns[0];
                values.Add(KeyValuePair.Create(parameter.Name, column.ToValue(column.FromUniform(place))));
                continue;
            }

            if (Convert(known, value) is not { } converted)
                return null;
            values.Add(KeyValuePair.Create(parameter.Name, converted));
        }

        return new Configuration(values);
    }

    /// <summary>Null outside of the parameter's bounds or choices.</summary>
    private static ParameterValue? Convert((Parameter Parameter, ParameterShape Shape, Conversion Conversion) known, ParameterValue value)
    {
        if (known.Parameter is CategoricalParameter categorical)
        {
            var text = value.ToString();
            return categorical.Choices.Contains(text) ? ParameterValue.Of(text) : (ParameterValue?)null;
        }

        if (Number(value) is not { } number)
            return null;
        var (low, high) = Bounds(known.Parameter);
        var converted = known.Conversion.Apply(number);
        var slack = 1e-9 * Math.Max(Math.Abs(low), Math.Abs(high));
        return converted >= low - slack && converted <= high + slack ? ParameterValue.Of(Math.Clamp(converted, low, high)) : (ParameterValue?)null;
    }

    private static double? Number(ParameterValue value) => value.IsNumber ? value.Number : double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;

    /// <summary>Null where nothing of the side is among what the parameter allows.</summary>
    private PriorSide? Side(BoxSide side, (Parameter Parameter, ParameterShape Shape, Conversion Conversion) known)
    {
        var name = known.Parameter.Name;
        if (known.Parameter is CategoricalParameter categorical)
        {
            var choices = categorical.Choices.Where(c => side switch
            {
                ChoiceSide choice => choice.Levels.Contains(c),
                NumberSide number => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) && v >= (number.Low ?? double.NegativeInfinity) && v <= (number.High ?? double.PositiveInfinity),
                _ => false,
            }).ToEquatableList();
            if (side is ChoiceSide { Levels: var wanted } && wanted.Any(l => !categorical.Choices.Contains(l)) && choices.Count > 0)
                notes.Remark($"The campaign does not offer {string.Join(", ", wanted.Where(l => !categorical.Choices.Contains(l)))} for {name}.");
            return choices.Count == 0 ? null : new PriorSide(name, null, null, choices.Count == categorical.Choices.Count ? [] : choices);
        }

        var (low, high) = side switch
        {
            NumberSide number => (number.Low, number.High),
            ChoiceSide choice => (choice.Levels.Min(l => Number(l)), choice.Levels.Max(l => Number(l))),
            _ => (null, null),
        };
        (low, high) = (low is { } l0 ? known.Conversion.Apply(l0) : null, high is { } h0 ? known.Conversion.Apply(h0) : null);
        if (known.Conversion.TurnsAround)
            (low, high) = (high, low);
        var fitted = new PriorSide(name, low, high, []);
        return NarrowedSpace.Narrow(known.Parameter, fitted) is null ? null : Clipped(fitted, known.Parameter);
    }

    /// <summary>Ends beyond the parameter's bounds are open.</summary>
    private static PriorSide Clipped(PriorSide side, Parameter parameter)
    {
        var (low, high) = Bounds(parameter);
        return side with { Low = side.Low is { } l && l > low ? l : null, High = side.High is { } h && h < high ? h : null };
    }

    internal static (double Low, double High) Bounds(Parameter parameter) => parameter switch
    {
        ContinuousParameter p => (p.Low, p.High),
        IntegerParameter p => (p.Low, p.High),
        DiscreteParameter p => (p.Levels[0], p.Levels[^1]),
        _ => throw new NotSupportedException(parameter.GetType().Name),
    };

    private static bool IsFeasible(SearchSpace within)
    {
        if (within.Constraints.Count == 0)
            return true;
        try
        {
            _ = new FeasibleSampler(within);
            return true;
        }
        catch (InfeasibleSpaceException)
        {
            return false;
        }
    }

    private ParameterShape? Shape(Parameter parameter, IReadOnlyList<ParameterShape> evidence)
    {
        if (shapes.TryGetValue(parameter.Name, out var exact))
            return exact;
        var alike = evidence.Where(s => IsSame(s.Name, parameter.Name) && space.Parameters.All(p => !string.Equals(p.Name, s.Name, StringComparison.Ordinal))).ToList();
        if (alike.Count == 1)
        {
            notes.Remark($"{alike[0].Name} of the prior runs is taken for the campaign's {parameter.Name}.");
            return alike[0];
        }

        unknown.Add(parameter);
        return null;
    }

    /// <summary>Null after noting a problem.</summary>
    private Conversion? ConversionOf(Parameter parameter, ParameterShape shape)
    {
        if (parameter is CategoricalParameter categorical)
        {
            if (shape.IsCategory && shape.Levels.Count > 0 && !shape.Levels.Any(l => categorical.Choices.Contains(l)))
            {
                notes.Problem($"parameters.{parameter.Name}", $"None of the choices of {parameter.Name} ({string.Join(", ", categorical.Choices)}) occurs in the prior runs, which have {string.Join(", ", shape.Levels)}.", "Write the choices as the prior runs do, or harmonize them in the project.");
                return null;
            }

            if (!shape.IsCategory && !categorical.Choices.Any(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
            {
                notes.Problem($"parameters.{parameter.Name}", $"{parameter.Name} is a choice in the campaign and a number in the prior runs.", "Make it a number in the campaign, or harmonize the prior runs.");
                return null;
            }

            return Conversion.None;
        }

        if (shape.IsCategory && !shape.Levels.All(l => double.TryParse(l, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            notes.Problem($"parameters.{parameter.Name}", $"{parameter.Name} is a number in the campaign and a choice in the prior runs ({string.Join(", ", shape.Levels.Take(5))}).", "Make it a choice in the campaign, or harmonize the prior runs.");
            return null;
        }

        var (from, to) = (shape.Unit ?? "", parameter.Unit ?? "");
        if (from.Length == 0 && to.Length == 0)
            return Conversion.None;
        if (from.Length == 0 || to.Length == 0)
        {
            notes.Remark($"{parameter.Name} is in {(to.Length > 0 ? to : "no unit")} in the campaign and in {(from.Length > 0 ? from : "no unit")} in the prior runs; the numbers are taken as they are.");
            return Conversion.None;
        }

        if (Units.Same(from, to))
            return Conversion.None;
        if (Units.Between(from, to) is { } conversion)
        {
            notes.Remark($"{parameter.Name} was converted from {from} to {to}.");
            return conversion;
        }

        notes.Problem($"parameters.{parameter.Name}", $"{parameter.Name} is in {to} in the campaign and in {from} in the prior runs; one cannot be converted to the other.", $"Give it a unit that {from} can become{(Units.Like(from) is { Count: > 0 } like ? $" ({string.Join(", ", like.Take(6))})" : "")}, or say in the project's rules what it becomes.");
        return null;
    }

    private static bool IsSame(string one, string other) => string.Equals(NameForms.Normalized(one), NameForms.Normalized(other), StringComparison.Ordinal);

    private static string Words(BoxSide side) => side switch
    {
        ChoiceSide choice => string.Join(" or ", choice.Levels),
        NumberSide { Low: { } low, High: { } high, Unit: var unit } => $"{ParameterValue.Of(low).ToDisplay()} to {ParameterValue.Of(high).ToDisplay()} {unit}".TrimEnd(),
        NumberSide { Low: { } low, Unit: var unit } => $"from {ParameterValue.Of(low).ToDisplay()} {unit}".TrimEnd(),
        NumberSide { High: { } high, Unit: var unit } => $"up to {ParameterValue.Of(high).ToDisplay()} {unit}".TrimEnd(),
        _ => "any value",
    };
}
