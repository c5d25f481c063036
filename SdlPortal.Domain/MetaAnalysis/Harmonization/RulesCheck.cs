using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Harmonization;

/// <summary>Everything that is wrong with rules, at once.</summary>
public static class RulesCheck
{
    /// <param name="names">What the sources have; null to leave unknown names unmentioned.</param>
    public static IReadOnlyList<Problem> Problems(HarmonizationRules rules, SourceNames? names)
    {
        var problems = new ProblemList();
        for (var i = 0; i < rules.Parameters.Count; i++)
            Parameter(problems, At("parameters", i), rules.Parameters[i], rules, names);
        for (var i = 0; i < rules.Metrics.Count; i++)
            Metric(problems, At("metrics", i), rules.Metrics[i], names);
        for (var i = 0; i < rules.Fields.Count; i++)
            Field(problems, At("fields", i), rules.Fields[i], names);

        var columns = rules.Parameters.Select((r, i) => new Claim(At("parameters", i), r.Name, Taken(r.Name, r.From), r.Sources, r.FromNotes))
            .Concat(rules.Fields.Select((r, i) => new Claim(At("fields", i), r.Field.ToString(), [r.From], r.Sources, r.IsNote))).ToList();
        TakenTwice(problems, columns);
        var metrics = rules.Metrics.Select((r, i) => new Claim(At("metrics", i), r.Name, Taken(r.Name, r.From), r.Sources, false)).ToList();
        TakenTwice(problems, metrics);
        var parameters = columns.Take(rules.Parameters.Count).ToList();
        Cycles(problems, "parameters", parameters);
        Cycles(problems, "metrics", metrics);
        Alike(problems, "parameter", parameters, [.. rules.Parameters.Select(r => r.Drop)], names?.Parameters, [.. columns.Where(c => !c.Notes && c.Sources.Count == 0).SelectMany(c => c.Taken)]);
        Alike(problems, "metric", metrics, [.. rules.Metrics.Select(r => r.Drop)], names?.Metrics, [.. metrics.Where(c => c.Sources.Count == 0).SelectMany(c => c.Taken)]);
        Disagreements(problems, rules);

        var tasksAreKnown = names is { Tasks.Count: < SourceManifest.MostNames } && !rules.Fields.Any(f => f.Field == RunField.Task);
        Aliases(problems, "tasks", rules.Tasks, "task", tasksAreKnown ? names!.Tasks : null);
        Aliases(problems, "variants", rules.Variants, "variant", null);
        Features(problems, rules.Features);
        return problems.Items;
    }

    private static void Features(ProblemList problems, EquatableList<TaskFeature> features)
    {
        var said = new HashSet<(string Task, string Name)>();
        for (var i = 0; i < features.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(features[i].Task))
                problems.Add($"{At("features", i)}.task", "No task is named.", "Name the task by the name it has after the rules.");
            Name(problems, At("features", i), features[i].Name, "feature");
            if (!said.Add((features[i].Task, features[i].Name)))
                problems.Add(At("features", i), $"'{features[i].Name}' of '{features[i].Task}' is given twice.", "Leave one of them out.");
        }
    }

    /// <summary>A rule's hold on columns.</summary>
    private sealed record Claim(string Path, string Name, IReadOnlyList<string> Taken, EquatableList<string> Sources, bool Notes);

    private static IReadOnlyList<string> Taken(string name, EquatableList<string> from) => from.Count == 0 ? [name] : [.. from];

    private static string At(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");

    private static void Parameter(ProblemList problems, string path, ParameterRule rule, HarmonizationRules rules, SourceNames? names)
    {
        Name(problems, path, rule.Name, "parameter");
        From(problems, path, rule.FromNotes ? "note" : "parameter", Taken(rule.Name, rule.From), rule.FromNotes ? names?.Notes : names?.Parameters);
        Sources(problems, path, rule.Sources, names);
        Convert(problems, path, rule.FromUnit, rule.Unit, rule.Factor, rule.Offset);
        if (rule.Kind == ParameterKind.Category && (rule.Factor is not null || rule.Offset is not null || rule.FromUnit is not null))
            problems.Add($"{path}.kind", "Categories cannot be converted.", "Leave out the kind, or the conversion.");
        if (rule.Kind == ParameterKind.Category && rule.Scale == Scale.Log)
            problems.Add($"{path}.scale", "A category has no logarithmic scale.", "Leave out the kind, or the scale.");
        Aliases(problems, $"{path}.levels", rule.Levels, "level", null);
        if (rule.ActiveWhen is not { } when)
            return;
        if (when.Levels.Count == 0)
            problems.Add($"{path}.activeWhen.levels", "No level is named.", "Name the levels with which the parameter is active.");
        if (string.Equals(when.Parameter, rule.Name, StringComparison.Ordinal))
            problems.Add($"{path}.activeWhen.parameter", "A parameter cannot depend on itself.", "Name another one.");
        else if (names is not null && !names.Parameters.Contains(when.Parameter, StringComparer.Ordinal) && !rules.Parameters.Any(r => string.Equals(r.Name, when.Parameter, StringComparison.Ordinal)))
            problems.Add($"{path}.activeWhen.parameter", $"There is no parameter '{when.Parameter}'.", Closest(when.Parameter, names.Parameters));
    }

    private static void Metric(ProblemList problems, string path, MetricRule rule, SourceNames? names)
    {
        Name(problems, path, rule.Name, "metric");
        From(problems, path, "metric", Taken(rule.Name, rule.From), names?.Metrics);
        Sources(problems, path, rule.Sources, names);
        Convert(problems, path, rule.FromUnit, rule.Unit, rule.Factor, rule.Offset);
    }

    private static void Field(ProblemList problems, string path, FieldRule rule, SourceNames? names)
    {
        if (string.IsNullOrWhiteSpace(rule.From))
            problems.Add($"{path}.from", "No parameter or note is named.", "Name the one that says the field.");
        else
            From(problems, path, rule.IsNote ? "note" : "parameter", [rule.From], rule.IsNote ? names?.Notes : names?.Parameters);
        Sources(problems, path, rule.Sources, names);
    }

    private static void Name(ProblemList problems, string path, string name, string what)
    {
        if (string.IsNullOrWhiteSpace(name))
            problems.Add($"{path}.name", $"The {what} has no name.", "Give the name that it shall have.");
        else if (name.Any(char.IsControl) || name.Length > 200)
            problems.Add($"{path}.name", "The name has a line break or control character, or more than 200 characters.", "Shorten it to one line.");
    }

    private static void From(ProblemList problems, string path, string what, IReadOnlyList<string> from, IReadOnlyList<string>? known)
    {
        foreach (var name in from.Where(n => known is not null && !string.IsNullOrWhiteSpace(n) && !known.Contains(n, StringComparer.Ordinal)))
            problems.Add($"{path}.from", $"No source has a {what} '{name}'.", Closest(name, known!));
        foreach (var name in from.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
            problems.Add($"{path}.from", $"'{name.Key}' is named twice.", "Name it once.");
    }

    private static void Sources(ProblemList problems, string path, EquatableList<string> sources, SourceNames? names)
    {
        foreach (var source in sources.Where(s => names is not null && !names.Sources.Contains(s, StringComparer.Ordinal)))
            problems.Add($"{path}.sources", $"There is no source '{source}'.", Closest(source, names!.Sources));
    }

    private static void Convert(ProblemList problems, string path, string? fromUnit, string? unit, double? factor, double? offset)
    {
        if (factor is 0 or double.NaN or double.PositiveInfinity or double.NegativeInfinity)
            problems.Add($"{path}.factor", $"The factor is {factor}.", "Give a finite number other than 0.");
        if (offset is { } shift && !double.IsFinite(shift))
            problems.Add($"{path}.offset", $"The offset is {shift}.", "Give a finite number.");
        if (fromUnit is null)
            return;
        if (factor is not null || offset is not null)
            problems.Add($"{path}.fromUnit", "Both units and a factor or offset say how to convert.", "Leave one of them out.");
        if (unit is null)
            problems.Add($"{path}.unit", $"Values come in {fromUnit}, but the unit afterwards is missing.", "Name it.");
        else if (Units.Between(fromUnit, unit) is null)
            problems.Add($"{path}.fromUnit", $"{fromUnit} cannot be converted to {unit}.", Units.Like(unit) is { Count: > 0 } like ? $"Units of the same quantity are: {string.Join(", ", like)}. For others give factor and offset." : "Give factor and offset instead of the units.");
    }

    private static void TakenTwice(ProblemList problems, List<Claim> claims)
    {
        for (var i = 0; i < claims.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (claims[i].Notes != claims[j].Notes || (claims[i].Sources.Count > 0 && claims[j].Sources.Count > 0 && !claims[i].Sources.Intersect(claims[j].Sources, StringComparer.Ordinal).Any()))
                    continue;
                foreach (var name in claims[i].Taken.Intersect(claims[j].Taken, StringComparer.Ordinal))
                    problems.Add($"{claims[i].Path}.from", $"'{name}' is taken by {claims[j].Path} already.", "Leave it in one of the two rules, or name different sources.");
            }
        }
    }

    private static void Cycles(ProblemList problems, string list, List<Claim> claims)
    {
        var next = claims.SelectMany(c => c.Taken.Where(t => t != c.Name).Select(t => (From: t, c.Name))).ToLookup(e => e.From, e => e.Name, StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in next.Select(g => g.Key).Order(StringComparer.Ordinal))
        {
            if (told.Contains(start) || Path(next, start) is not { } cycle)
                continue;
            told.UnionWith(cycle);
            problems.Add(list, $"Names go round in a circle: {string.Join(" → ", cycle)}.", "Rename to a name that is not renamed itself.");
        }
    }

    /// <summary>A way from a name back to itself; null where there is none.</summary>
    private static List<string>? Path(ILookup<string, string> next, string start)
    {
        var before = new Dictionary<string, string>(StringComparer.Ordinal);
        var waiting = new Queue<string>([start]);
        while (waiting.TryDequeue(out var name))
        {
            foreach (var to in next[name])
            {
                if (to == start)
                {
                    var cycle = new List<string> { start };
                    for (var at = name; at != start; at = before[at])
                        cycle.Insert(0, at);
                    cycle.Insert(0, start);
                    return cycle;
                }

                if (before.TryAdd(to, name))
                    waiting.Enqueue(to);
            }
        }

        return null;
    }

    /// <summary>Names that differ for the program and not for people.</summary>
    private static void Alike(ProblemList problems, string what, List<Claim> claims, List<bool> dropped, IReadOnlyList<string>? known, HashSet<string> renamed)
    {
        var kept = claims.Where((_, i) => !dropped[i]).ToList();
        var untouched = (known ?? []).Where(n => !renamed.Contains(n)).ToList();
        foreach (var group in kept.Select(c => c.Name).Concat(untouched).Where(n => !string.IsNullOrWhiteSpace(n)).Distinct(StringComparer.Ordinal).GroupBy(NameForms.Normalized, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            if (kept.Find(c => group.Contains(c.Name, StringComparer.Ordinal)) is { } claim)
                problems.Add($"{claim.Path}.name", $"After the rules there would be {what}s that differ by capitals, blanks or underscores alone: {string.Join(", ", group.Order(StringComparer.Ordinal).Select(n => $"'{n}'"))}.", "Bring them to one name, or choose names that differ.");
        }
    }

    /// <summary>Rules that make the same parameter or metric must agree on what it is.</summary>
    private static void Disagreements(ProblemList problems, HarmonizationRules rules)
    {
        for (var i = 0; i < rules.Parameters.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (one, other) = (rules.Parameters[j], rules.Parameters[i]);
                if (string.Equals(one.Name, other.Name, StringComparison.Ordinal) && ((one.Unit is { } unit && other.Unit is { } otherUnit && !Units.Same(unit, otherUnit)) || (one.Scale ?? other.Scale) != (other.Scale ?? one.Scale) || (one.Kind ?? other.Kind) != (other.Kind ?? one.Kind)))
                    problems.Add(At("parameters", i), $"This rule and {At("parameters", j)} disagree on the unit, scale or kind of '{one.Name}'.", "Say the same in both, or leave it out of one.");
            }
        }

        for (var i = 0; i < rules.Metrics.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (one, other) = (rules.Metrics[j], rules.Metrics[i]);
                if (string.Equals(one.Name, other.Name, StringComparison.Ordinal) && ((one.Goal ?? other.Goal) != (other.Goal ?? one.Goal) || (one.Unit is { } unit && other.Unit is { } otherUnit && !Units.Same(unit, otherUnit))))
                    problems.Add(At("metrics", i), $"This rule and {At("metrics", j)} disagree on the goal or unit of '{one.Name}'.", "Say the same in both, or leave it out of one.");
            }
        }
    }

    private static void Aliases(ProblemList problems, string path, EquatableList<NameAlias> aliases, string what, IReadOnlyList<string>? known)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < aliases.Count; i++)
        {
            var at = $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]";
            if (string.IsNullOrWhiteSpace(aliases[i].Name))
                problems.Add($"{at}.name", $"The {what} has no name.", "Give the name that it shall have.");
            if (aliases[i].From.Count == 0)
                problems.Add($"{at}.from", $"Nothing becomes '{aliases[i].Name}'.", $"Name at least one {what}.");
            foreach (var from in aliases[i].From)
            {
                if (!first.TryAdd(from, i))
                    problems.Add($"{at}.from", $"'{from}' is named in {path}[{first[from].ToString(CultureInfo.InvariantCulture)}] already.", "Name it once.");
                if (known is not null && !known.Contains(from, StringComparer.Ordinal))
                    problems.Add($"{at}.from", $"No source has a {what} '{from}'.", Closest(from, known));
            }
        }

        Cycles(problems, path, [.. aliases.Select(a => new Claim(path, a.Name, [.. a.From], [], false))]);
    }

    private static string Closest(string name, IReadOnlyList<string> known)
    {
        var form = NameForms.Normalized(name);
        return known.FirstOrDefault(k => string.Equals(NameForms.Normalized(k), form, StringComparison.Ordinal)) is { } alike ? $"Perhaps '{alike}' is meant; capitals and blanks count."
            : known.Count == 0 ? "The sources have none." : $"Known are: {string.Join(", ", known.Take(20))}{(known.Count > 20 ? ", …" : "")}.";
    }
}
