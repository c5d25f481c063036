using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>Reads the fields of one study file and notes every mistake at its path. Used once.</summary>
internal sealed class StudyFileFields(JsonFields file, Func<string, string> readText)
{
    /// <summary>The plan; to be used only where no problem was noted.</summary>
    public StudyPlan? Read()
    {
        if (file.Problems.Count > 0)
            return null; // it is no object at all
        var problems = file.List("problems", ReadProblem).SelectMany(p => p).ToList();
        if (problems.Count == 0 && file.Problems.Count == 0)
            file.Note("problems", "There is no problem to study.", "List at least one, such as { \"name\": \"levy\", \"dimensions\": 3 }.");
        foreach (var twice in problems.GroupBy(p => (p.Label, p.Dimensions)).Where(g => g.Count() > 1))
            file.Note("problems", $"There are {twice.Count()} problems called '{twice.Key.Label}' in {twice.Key.Dimensions} dimensions.", "Give each a \"label\" of its own.");

        var plan = new StudyPlan
        {
            Problems = [.. problems],
            Delays = [.. file.SmallWholes("delays")],
            Strategies = [.. file.Texts("strategies")],
            Repetitions = file.SmallWhole("repetitions") ?? StudyPresets.Repetitions,
            Observations = file.SmallWhole("observations") ?? StudyPresets.Observations,
            Initial = file.SmallWhole("initial") ?? StudyPresets.Initial,
            Seed = file.Whole("seed") ?? StudyPresets.Seed,
        };
        file.RefuseUnknown();
        Check(plan);
        return plan;
    }

    private void Check(StudyPlan plan)
    {
        if (plan.Delays.Count == 0)
            file.Note("delays", "There is no delay.", "List the numbers of pending experiments to compare, such as [0, 3]; 0 is one experiment after the other.");
        for (var i = 0; i < plan.Delays.Count; i++)
        {
            var delay = plan.Delays[i];
            if (delay < 0)
                file.Note($"delays[{i}]", $"A delay of {delay} is not possible.", "Give the number of experiments pending at each choice: 0 or more.");
            else if (delay >= plan.Observations && plan.Observations > 0)
                file.Note($"delays[{i}]", $"With a delay of {delay} no result of the {plan.Observations} observations would ever be known to a choice.", "Give a smaller delay or more observations.");
            if (plan.Delays.Take(i).Contains(delay))
                file.Note($"delays[{i}]", $"The delay {delay} stands there twice.", "Keep it once.");
        }

        if (plan.Strategies.Count == 0)
            file.Note("strategies", "There is no strategy.", $"List at least one of: {string.Join(", ", Strategies.Names)}.");
        for (var i = 0; i < plan.Strategies.Count; i++)
        {
            if (Strategies.Find(plan.Strategies[i]) is null)
                file.Note($"strategies[{i}]", $"There is no strategy '{plan.Strategies[i]}'.", $"Choose among: {string.Join(", ", Strategies.Names)}.");
            if (plan.Strategies.Take(i).Contains(plan.Strategies[i]))
                file.Note($"strategies[{i}]", $"The strategy '{plan.Strategies[i]}' stands there twice.", "Keep it once.");
        }

        Between("repetitions", plan.Repetitions, StudyPlanLimits.Repetitions, "30 tell strategies apart that differ by about a tenth.");
        Between("observations", plan.Observations, StudyPlanLimits.Observations, "The paper has 100.");
        if (plan.Initial < 1)
            file.Note("initial", $"{plan.Initial} initial experiments are too few.", "Give at least 1; the paper has 10.");
        else if (plan.Initial > plan.Observations)
            file.Note("initial", $"There are {plan.Initial} initial experiments but only {plan.Observations} observations, which count them.", "Give fewer initial experiments or more observations.");
    }

    private void Between(string name, int value, int most, string remedy)
    {
        if (value < 1 || value > most)
            file.Note(name, $"{name} is {value}; it must be between 1 and {most}.", remedy);
    }

    /// <summary>One entry of the file, which may stand for several numbers of dimensions.</summary>
    private IEnumerable<PlannedProblem> ReadProblem(JsonFields fields)
    {
        var (name, label, dimensions) = (fields.Text("name"), fields.Text("label")?.Trim(), fields.SmallWholes("dimensions"));
        var (noise, shift) = (fields.Number("noise"), fields.Flag("shift") ?? false);
        if (noise < 0)
            fields.Note("noise", $"A noise of {noise:R} is not possible.", "Give a standard deviation of 0 or more, in the objective's unit.");
        if (label is { Length: 0 or > 100 } || label?.Any(char.IsControl) == true)
            fields.Note("label", "This label cannot name rows of a table.", "Give 1 to 100 characters on one line.");
        if (name == StudySource.Table)
            return ReadTable(fields, label, dimensions, noise, shift);
        if (name is null)
            fields.Note("name", "The problem has no name.", $"Choose one of: {string.Join(", ", StudySource.Names)}.");
        else if (!StudySource.Names.Contains(name))
            fields.Note("name", $"There is no problem '{name}'.", $"Choose one of: {string.Join(", ", StudySource.Names)}.");
        foreach (var field in new[] { "path", "campaign", "tableText", "campaignText" })
        {
            if (fields.Text(field) is not null)
                fields.Note(field, "Only a table of results has this field.", "Remove it, or set \"name\" to \"table\".");
        }

        if (name is null || !StudySource.Names.Contains(name))
            return [];
        return Dimensions(fields, name, dimensions).Select(d => new PlannedProblem(label ?? Labeled(name, shift), name, d, noise, shift));
    }

    private static List<int> Dimensions(JsonFields fields, string name, List<int> given)
    {
        if (StudySource.FixedDimensions(name) is { } only)
        {
            if (given.Exists(d => d != only))
                fields.Note("dimensions", $"'{name}' has {only} dimensions, not {string.Join(", ", given)}.", $"Remove the field or write {only}.");
            return [only];
        }

        if (given.Count == 0)
            fields.Note("dimensions", "The number of dimensions is missing.", "Give one or a list, such as [3, 5, 7].");
        foreach (var wrong in given.Where(d => d is < 1 or > StudyPlanLimits.Dimensions))
            fields.Note("dimensions", $"{wrong} dimensions are not possible.", $"Give between 1 and {StudyPlanLimits.Dimensions}.");
        return given;
    }

    private IEnumerable<PlannedProblem> ReadTable(JsonFields fields, string? label, List<int> dimensions, double? noise, bool shift)
    {
        var name = fields.Text("path") is { } path ? Path.GetFileNameWithoutExtension(path) : StudySource.Table;
        var table = TextOf(fields, "path", "tableText", "The table has no path.", "Name a CSV file whose columns are the parameters and the objective, relative to the study file.");
        var campaign = TextOf(fields, "campaign", "campaignText", "Nothing describes the table.", "Name a campaign file whose parameters, constraints and objective describe it.");
        if (table is null || campaign is null)
            return [];
        var before = file.Problems.Count;
        if (StudyTable.Read(table, campaign, (field, message, remedy) => fields.Note(field, message, remedy)) is not { } read || file.Problems.Count > before)
            return [];
        foreach (var problem in TableCheck.Of(read.Space, read.Objective, read.Results.Rows).Problems)
            fields.Note("path", $"In the table, {problem.Path}: {problem.Message}", problem.Remedy);
        var count = read.Space.Parameters.Count;
        if (dimensions.Exists(d => d != count))
            fields.Note("dimensions", $"The campaign has {count} parameters, not {string.Join(", ", dimensions)}.", "Remove the field.");
        if (shift)
            fields.Note("shift", "A table cannot be moved: outside of its space nothing is known of it.", "Set it to false.");
        return [new PlannedProblem(label ?? name, StudySource.Table, count, noise) { Table = table, Campaign = campaign }];
    }

    /// <summary>The text of a file that the study file names, or holds itself.</summary>
    private string? TextOf(JsonFields fields, string pathField, string textField, string missing, string remedy)
    {
        var (path, text) = (fields.Text(pathField), fields.Text(textField));
        if (path is not null && text is not null)
            fields.Note(textField, $"There is a \"{pathField}\" too.", "Keep one of the two.");
        if (text is not null)
            return text;
        if (path is null)
        {
            fields.Note(pathField, missing, remedy);
            return null;
        }

        try
        {
            return readText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fields.Note(pathField, $"'{path}' cannot be read: {e.Message}", "Paths are relative to the study file.");
            return null;
        }
    }

    private static string Labeled(string name, bool shift) => shift ? name + "-shifted" : name;
}
