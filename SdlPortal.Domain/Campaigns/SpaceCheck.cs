using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Campaigns;

/// <summary>The part of the draft check that concerns parameters and constraints.</summary>
internal static class SpaceCheck
{
    public static SearchSpace? Build(CampaignDraft draft, ProblemList found)
    {
        var before = found.Items.Count;
        if (draft.Parameters.Count == 0)
            found.Add("parameters", "There is no parameter.", "Add at least one thing that the campaign varies.");
        if (draft.Parameters.Count > DraftCheck.MostParameters)
            found.Add("parameters", $"There are {draft.Parameters.Count} parameters.", $"Keep at most {DraftCheck.MostParameters}; fix those that matter least.");

        var parameters = new List<Parameter?>();
        for (var i = 0; i < draft.Parameters.Count; i++)
            parameters.Add(Parameter(draft.Parameters[i], $"parameters[{i}]", draft.Parameters.Take(i).Select(p => p.Name), found));

        var constraints = new List<LinearConstraint>();
        for (var i = 0; i < draft.Constraints.Count; i++)
        {
            if (Constraint(draft.Constraints[i], $"constraints[{i}]", draft, parameters, found) is { } constraint)
                constraints.Add(constraint);
        }

        return found.Items.Count > before ? null : new SearchSpace(parameters.Select(p => p!).ToEquatableList(), constraints.ToEquatableList());
    }

    private static Parameter? Parameter(ParameterDraft draft, string path, IEnumerable<string?> before, ProblemList found)
    {
        var name = found.Name($"{path}.name", draft.Name, "parameter", before);
        var kind = found.Word($"{path}.kind", draft.Kind, ["continuous", "integer", "discrete", "categorical"]);
        var scale = draft.Scale is null || kind == "categorical" ? "linear" : found.Word($"{path}.scale", draft.Scale, ["linear", "log"]);
        var log = scale == "log" ? Scale.Log : Scale.Linear;
        var unit = ProblemList.Blank(draft.Unit);
        var count = found.Items.Count;
        Parameter? parameter = kind switch
        {
            "continuous" => Bounds(draft, path, log, found) is var (low, high) ? new ContinuousParameter(name ?? "", low, high, log, unit) : null,
            "integer" => Bounds(draft, path, log, found) is var (low, high) && Whole(path, low, high, found) ? new IntegerParameter(name ?? "", (long)low, (long)high, log, unit) : null,
            "discrete" => Levels(draft, path, log, found) is { } levels ? new DiscreteParameter(name ?? "", levels, log, unit) : null,
            "categorical" => Choices(draft, path, found) is { } choices ? new CategoricalParameter(name ?? "", choices) : null,
            _ => null,
        };
        return found.Items.Count == count && name is not null && scale is not null ? parameter : null;
    }

    private static (double Low, double High)? Bounds(ParameterDraft draft, string path, Scale scale, ProblemList found)
    {
        var low = found.Number($"{path}.low", draft.Low, "The lower bound", "Give the smallest value that the station can make.");
        var high = found.Number($"{path}.high", draft.High, "The upper bound", "Give the largest value that the station can make.");
        if (low is null || high is null)
            return null;
        if (low > high)
        {
            found.Add($"{path}.low", $"The lower bound {low:R} is above the upper bound {high:R}.", "Swap the two or correct one of them.");
            return null;
        }

        if (!double.IsFinite(high.Value - low.Value))
        {
            found.Add($"{path}.high", $"The range from {low:R} to {high:R} is too wide to compute with.", "Use a unit that makes the numbers smaller.");
            return null;
        }

        if (scale == Scale.Log && low <= 0)
        {
            found.Add($"{path}.low", $"The lower bound {low:R} has no logarithm.", "A log scale needs a lower bound above 0; or choose the linear scale.");
            return null;
        }

        return (low.Value, high.Value);
    }

    private static bool Whole(string path, double low, double high, ProblemList found)
    {
        const double Largest = 1L << 53;
        foreach (var (field, value) in new[] { ("low", low), ("high", high) })
        {
            if (Math.Floor(value) != value || Math.Abs(value) > Largest)
                found.Add($"{path}.{field}", $"{value:R} is not a whole number.", "An integer parameter has whole bounds; or make it continuous or discrete.");
        }

        return Math.Floor(low) == low && Math.Floor(high) == high;
    }

    private static EquatableList<double>? Levels(ParameterDraft draft, string path, Scale scale, ProblemList found)
    {
        if (draft.Levels.Count == 0)
            found.Add($"{path}.levels", "There are no levels.", "List the values that the parameter may take, such as 220, 240, 260.");
        else if (draft.Levels.Exists(l => !double.IsFinite(l)))
            found.Add($"{path}.levels", "A level is not a finite number.", "Remove it.");
        else if (draft.Levels.Distinct().Count() != draft.Levels.Count)
            found.Add($"{path}.levels", $"The level {draft.Levels.GroupBy(l => l).First(g => g.Count() > 1).Key:R} stands there twice.", "Keep it once.");
        else if (scale == Scale.Log && draft.Levels.Min() <= 0)
            found.Add($"{path}.levels", $"The level {draft.Levels.Min():R} has no logarithm.", "A log scale needs levels above 0; or choose the linear scale.");
        else
            return draft.Levels.Order().ToEquatableList();
        return null;
    }

    private static EquatableList<string>? Choices(ParameterDraft draft, string path, ProblemList found)
    {
        var choices = draft.Choices.Select(c => c.Trim()).ToList();
        if (choices.Count == 0)
            found.Add($"{path}.choices", "There are no choices.", "List the names to choose from, such as water, ethanol.");
        else if (choices.Exists(c => c.Length == 0))
            found.Add($"{path}.choices", "A choice is blank.", "Name it or remove it.");
        else if (choices.Distinct(StringComparer.OrdinalIgnoreCase).Count() != choices.Count)
            found.Add($"{path}.choices", $"The choice '{choices.GroupBy(c => c, StringComparer.OrdinalIgnoreCase).First(g => g.Count() > 1).Key}' stands there twice.", "Keep it once; names must differ by more than capitals.");
        else
            return choices.ToEquatableList();
        return null;
    }

    private static LinearConstraint? Constraint(ConstraintDraft draft, string path, CampaignDraft campaign, List<Parameter?> parameters, ProblemList found)
    {
        var before = found.Items.Count;
        var word = found.Word($"{path}.relation", draft.Relation, ["<=", ">=", "="]);
        var value = found.Number($"{path}.value", draft.Value, "The right side", "Give the number that the sum is compared with.");
        if (draft.Terms.Count == 0)
            found.Add($"{path}.terms", "The constraint has no terms.", "Name at least one parameter with its coefficient.");

        var used = new List<(LinearTerm Term, Parameter Parameter)>();
        for (var i = 0; i < draft.Terms.Count; i++)
        {
            var term = draft.Terms[i];
            var at = $"{path}.terms[{i}]";
            var coefficient = found.Number(at, term.Coefficient, $"The coefficient of '{term.Parameter}'", "1 counts the parameter as it is.");
            var index = campaign.Parameters.FindIndex(p => ProblemList.Blank(p.Name) is { } name && name == ProblemList.Blank(term.Parameter));
            if (index < 0)
                found.Add(at, $"'{term.Parameter}' is not a parameter of this campaign.", $"Choose one of: {string.Join(", ", campaign.Parameters.Where(p => p.Kind != "categorical").Select(p => p.Name))}.");
            else if (campaign.Parameters[index].Kind == "categorical")
                found.Add(at, $"'{term.Parameter}' is categorical and cannot stand in a sum.", "Use numeric parameters only.");
            else if (used.Exists(u => u.Term.Parameter == ProblemList.Blank(term.Parameter)))
                found.Add(at, $"'{term.Parameter}' stands in the sum twice.", "Add the two coefficients up.");
            else if (parameters[index] is { } parameter && coefficient is { } factor)
                used.Add((new LinearTerm(parameter.Name, factor), parameter));
        }

        if (found.Items.Count > before || used.Count < draft.Terms.Count || Relations.Parse(word) is not { } relation)
            return null;
        CheckReach(path, used, relation, value!.Value, found);
        return new LinearConstraint(used.Select(u => u.Term).ToEquatableList(), relation, value.Value);
    }

    /// <summary>A constraint that no point of the box can keep is a mistake that is seen without solving anything.</summary>
    private static void CheckReach(string path, List<(LinearTerm Term, Parameter Parameter)> used, Relation relation, double value, ProblemList found)
    {
        double low = 0, high = 0;
        foreach (var (term, parameter) in used)
        {
            var (from, to) = parameter switch
            {
                ContinuousParameter p => (p.Low, p.High),
                IntegerParameter p => (p.Low, (double)p.High),
                DiscreteParameter p => (p.Levels[0], p.Levels[^1]),
                _ => throw new NotSupportedException(parameter.GetType().Name),
            };
            low += Math.Min(term.Coefficient * from, term.Coefficient * to);
            high += Math.Max(term.Coefficient * from, term.Coefficient * to);
        }

        if (!double.IsFinite(low) || !double.IsFinite(high))
        {
            found.Add($"{path}.terms", "The sum is too large to compute with.", "Use units or coefficients that make the numbers smaller.");
            return;
        }

        var slack = 1e-9 * Math.Max(Math.Abs(low), Math.Max(Math.Abs(high), Math.Abs(value)));
        var reachable = relation switch
        {
            Relation.AtMost => low <= value + slack,
            Relation.AtLeast => high >= value - slack,
            _ => low <= value + slack && high >= value - slack,
        };
        if (!reachable)
            found.Add($"{path}.value", $"No configuration keeps the constraint: within the bounds the sum lies between {low:G6} and {high:G6}.", $"Widen the bounds of {string.Join(", ", used.Select(u => u.Term.Parameter))} or change the value {value:R}.");
    }
}
