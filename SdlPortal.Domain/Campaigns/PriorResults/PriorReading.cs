using System.Globalization;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Campaigns.PriorResults;

/// <summary>What keeps one line of a table from being a result.</summary>
public sealed record RowProblem(long Line, string Column, string Message)
{
    public override string ToString() => $"line {Line}, {Column}: {Message}";
}

/// <summary>A table read with a choice of columns: the results that belong to the search space, and everything that is wrong with the others.</summary>
/// <param name="ColumnProblems">What has to be settled before any row can be imported: missing columns, units that differ.</param>
public sealed record PriorReading(IReadOnlyList<Observation> Results, int Rows, IReadOnlyList<RowProblem> RowProblems, IReadOnlyList<Problem> ColumnProblems)
{
    public int Faulty => Rows - Results.Count;

    /// <param name="columns">One choice for each parameter and objective.</param>
    /// <param name="standardErrors">Empty, or the columns of the objectives' standard errors in their order; an empty cell says that it is not known.</param>
    public static PriorReading Of(PriorTable table, IReadOnlyList<ColumnChoice> columns, SearchSpace space, IReadOnlyList<Objective> objectives, params IReadOnlyList<ColumnChoice> standardErrors)
    {
        var columnProblems = Check(table, [.. columns, .. standardErrors]);
        if (columnProblems.Count > 0)
            return new PriorReading([], table.Rows.Count, [], columnProblems);
        var (results, problems) = (new List<Observation>(), new List<RowProblem>());
        var byName = columns.ToDictionary(c => (c.Name, c.IsObjective));
        foreach (var row in table.Rows)
        {
            var before = problems.Count;
            if (row.Cells.Skip(table.Headers.Count).Any(c => !string.IsNullOrWhiteSpace(c)))
                problems.Add(new RowProblem(row.Line, "line", $"{row.Cells.Count} cells stand under {table.Headers.Count} headings; a decimal comma or a missing quotation mark is the usual cause"));
            var values = new List<KeyValuePair<string, ParameterValue>>();
            foreach (var parameter in space.Parameters)
            {
                if (Read(row, byName[(parameter.Name, false)], parameter, problems) is { } value)
                    values.Add(KeyValuePair.Create(parameter.Name, value));
            }

            var measured = objectives.Select(o => Number(row, byName[(o.Name, true)], problems)).ToList();
            var errors = StandardErrors(row, standardErrors, problems);
            if (problems.Count > before)
                continue;
            var configuration = new Configuration(values);
            var broken = space.Constraints.Where(c => c.Violation(configuration) > 0).ToList();
            problems.AddRange(broken.Select(c => new RowProblem(row.Line, "constraint", string.Create(CultureInfo.InvariantCulture, $"{c} is broken: the sum is {c.LeftSide(configuration):G6}"))));
            if (broken.Count == 0)
                results.Add(new Observation(configuration, measured.Select(m => m!.Value).ToEquatableList()) { StandardErrors = errors });
        }

        return new PriorReading(results, table.Rows.Count, problems, []);
    }

    private static List<Problem> Check(PriorTable table, IReadOnlyList<ColumnChoice> columns)
    {
        var problems = new List<Problem>();
        foreach (var choice in columns)
        {
            if (choice.Column is null)
                problems.Add(new Problem(choice.Name, $"No column holds '{choice.Name}'.", $"Choose one of: {string.Join(", ", table.Headers)}."));
            else if (choice.UnitDiffers)
                problems.Add(new Problem(choice.Name, $"'{table.Headers[choice.Column.Value]}' is in {choice.HeaderUnit}, the campaign uses {(string.IsNullOrEmpty(choice.Unit) ? "no unit" : choice.Unit)}.", "Give the factor that turns one into the other (1 when they are the same), or choose another column."));
            else if (choice.Factor is { } factor && !(double.IsFinite(factor) && factor != 0))
                problems.Add(new Problem(choice.Name, $"A factor of {factor.ToString("R", CultureInfo.InvariantCulture)} is not possible.", "Give a finite number other than 0."));
        }

        foreach (var twice in columns.Where(c => c.Column is not null).GroupBy(c => c.Column).Where(g => g.Count() > 1))
            problems.Add(new Problem(twice.Last().Name, $"The column '{table.Headers[twice.Key!.Value]}' is used for {string.Join(" and ", twice.Select(c => c.Name))}.", "Choose another column for one of them."));
        return problems;
    }

    /// <summary>All of them or none: a model either knows how exact a result is or has to infer it.</summary>
    private static EquatableList<double> StandardErrors(PriorRow row, IReadOnlyList<ColumnChoice> columns, List<RowProblem> problems)
    {
        var given = columns.Where(c => Cell(row, c).Length > 0).ToList();
        var errors = given.Select(c => Number(row, c, problems)).ToList();
        for (var i = 0; i < given.Count; i++)
        {
            if (errors[i] < 0)
                problems.Add(new RowProblem(row.Line, given[i].Name, $"{ParameterValue.Of(errors[i]!.Value).ToDisplay(10)} is below 0, a standard error cannot be"));
        }

        if (given.Count > 0 && given.Count < columns.Count)
            problems.Add(new RowProblem(row.Line, columns.First(c => !given.Contains(c)).Name, "the cell is empty, but another standard error of this line is known; give all of them or none"));
        return given.Count == columns.Count && errors.TrueForAll(e => e >= 0) ? errors.Select(e => e!.Value).ToEquatableList() : [];
    }

    private static ParameterValue? Read(PriorRow row, ColumnChoice choice, Parameter parameter, List<RowProblem> problems)
    {
        ParameterValue? value;
        if (parameter is CategoricalParameter categorical)
        {
            var text = Cell(row, choice);
            if (text.Length == 0)
            {
                problems.Add(new RowProblem(row.Line, choice.Name, "the cell is empty"));
                return null;
            }

            value = categorical.Choices.FirstOrDefault(c => string.Equals(c, text, StringComparison.OrdinalIgnoreCase)) ?? text;
        }
        else
        {
            value = Number(row, choice, problems) is { } number ? OnLevel(parameter, number) : (ParameterValue?)null;
        }

        if (value is null || parameter.Allows(value.Value))
            return value;
        problems.Add(new RowProblem(row.Line, choice.Name, $"{value.Value.ToDisplay(10)} is not {SearchSpace.Allowed(parameter)}"));
        return null;
    }

    /// <summary>A converted or rounded number that is a level up to its last digits is that level.</summary>
    private static ParameterValue OnLevel(Parameter parameter, double number) => parameter switch
    {
        DiscreteParameter p => p.Levels.Where(l => Math.Abs(l - number) <= 1e-9 * Math.Max(Math.Abs(l), Math.Abs(number))).DefaultIfEmpty(number).First(),
        IntegerParameter when Math.Abs(number - Math.Round(number)) <= 1e-9 * Math.Abs(number) => Math.Round(number),
        _ => number,
    };

    private static double? Number(PriorRow row, ColumnChoice choice, List<RowProblem> problems)
    {
        var text = Cell(row, choice);
        var parsed = double.TryParse(text.Replace('\u2212', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        if (parsed && double.IsFinite(value) && double.IsFinite(value * (choice.Factor ?? 1)))
            return value * (choice.Factor ?? 1);
        problems.Add(new RowProblem(row.Line, choice.Name, text.Length == 0 ? "the cell is empty"
            : parsed ? $"'{Short(text)}' is not a finite number"
            : text.Count(c => c == ',') == 1 && double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? $"'{Short(text)}' has a decimal comma; write {Short(text.Replace(',', '.'))}"
            : $"'{Short(text)}' is not a number"));
        return null;
    }

    private static string Cell(PriorRow row, ColumnChoice choice) => choice.Column is { } i && i < row.Cells.Count ? row.Cells[i].Trim() : "";

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
