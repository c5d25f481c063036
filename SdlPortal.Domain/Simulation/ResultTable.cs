using System.Globalization;
using CsvHelper;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>A table of results read from CSV, with a column for every parameter and objective (further columns are ignored).</summary>
/// <param name="Rows">All rows, in the file's order.</param>
/// <param name="OutsideSpace">How many rows lie outside the space's bounds, levels or constraints; they still teach a model.</param>
public sealed record ResultTable(IReadOnlyList<Observation> Rows, int OutsideSpace)
{
    /// <exception cref="ResultTableException">Columns are missing, cells are not numbers, there are too few rows, or an objective never changes: all problems at once.</exception>
    public static ResultTable Read(TextReader text, SearchSpace space, IReadOnlyList<Objective> objectives)
    {
        var problems = new List<string>();
        using var csv = CsvReader.Create(text, new CsvReaderOptions { TrimWhitespace = true, TrackLineNumbers = true }, leaveOpen: true);
        var header = csv.Headers.ToArray();
        if (header.Length == 0)
            throw new ResultTableException(["the file is empty; its first line must name the columns"]);
        var names = space.Parameters.Select(p => p.Name).Concat(objectives.Select(o => o.Name)).ToList();
        problems.AddRange(names.Where(n => !csv.TryGetFieldIndex(n, out _)).Select(n => $"there is no column '{n}' (the file has {string.Join(", ", header)})"));
        if (problems.Count > 0)
            throw new ResultTableException(problems);

        var rows = new List<Observation>();
        var read = 0;
        while (csv.Read())
        {
            read++;
            var line = csv.LineNumber;
            var before = problems.Count;
            var values = space.Parameters.Select(p => KeyValuePair.Create(p.Name, Parameter(csv.GetString(p.Name), p, line, problems))).ToList();
            var results = objectives.Select(o => Number(csv.GetString(o.Name), o.Name, line, problems)).ToList();
            if (problems.Count == before)
                rows.Add(new Observation(new Configuration(values), [.. results]));
        }

        if (read < TableGroundTruth.MinRows)
            problems.Add($"there are {read} rows; at least {TableGroundTruth.MinRows} are needed");
        for (var o = 0; o < objectives.Count && rows.Count > 1; o++)
        {
            if (rows.All(r => r.Values[o] == rows[0].Values[o]))
                problems.Add($"{objectives[o].Name} is {rows[0].Values[o].ToString("R", CultureInfo.InvariantCulture)} in every row; an objective has to change");
        }

        return problems.Count == 0
            ? new ResultTable(rows, rows.Count(r => !space.Contains(r.Configuration)))
            : throw new ResultTableException(problems);
    }

    private static ParameterValue Parameter(string? cell, Parameter parameter, long line, List<string> problems)
    {
        if (parameter is not CategoricalParameter choices)
            return Number(cell, parameter.Name, line, problems);
        if (cell is null || !choices.Choices.Contains(cell))
            problems.Add($"line {line}: {parameter.Name} is '{cell}', not one of {string.Join(", ", choices.Choices)}");
        return cell ?? "";
    }

    private static double Number(string? cell, string column, long line, List<string> problems)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
            return value;
        problems.Add(string.IsNullOrEmpty(cell) ? $"line {line}: {column} is empty" : $"line {line}: {column} is '{cell}', not a finite number");
        return 0;
    }
}

/// <summary>A table of results cannot be used; holds every problem found, with line numbers.</summary>
public sealed class ResultTableException(IReadOnlyList<string> problems)
    : Exception($"The table cannot be used: {string.Join("; ", problems.Take(20))}{(problems.Count > 20 ? $"; and {problems.Count - 20} more" : "")}.")
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
