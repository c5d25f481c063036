using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Campaigns.PriorResults;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Cli;

/// <summary>
/// Reads the tables that a suggestion rests on by the rules of prior results (docs/campaign-file.md). Every problem of every table goes to the error output, with
/// file, line, column and remedy.
/// </summary>
/// <param name="campaign">Null where the campaign file is wrong itself; then only what can be said without it is checked.</param>
/// <param name="skipFaulty">True where a person agreed to leave out lines that cannot be used.</param>
internal sealed class SuggestTables(CampaignDefinition? campaign, TextWriter error, bool skipFaulty)
{
    /// <summary>The ending of a column with an objective's standard errors.</summary>
    public const string StandardErrorSuffix = "_se";

    private const int MostLines = 100;

    /// <summary>The table's rows; without a file none, and null after its problems were said.</summary>
    /// <param name="hasResults">False for a table of experiments without results.</param>
    public async Task<IReadOnlyList<Observation>?> ReadAsync(FileInfo? file, bool hasResults, CancellationToken cancellationToken)
    {
        if (file is null)
            return [];
        PriorTable table;
        try
        {
            await using var stream = file.OpenRead();
            table = await PriorTable.ReadAsync(stream, needsRows: false, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The table {file.Name} cannot be read: {e.Message}");
            return null;
        }
        catch (PriorTableException e)
        {
            await error.WriteLineAsync($"{file.Name}: {e.Message}");
            return null;
        }

        return campaign is null ? null : await ReadAsync(file.Name, table, campaign.Space, hasResults ? campaign.Objectives : [], cancellationToken);
    }

    private async Task<IReadOnlyList<Observation>?> ReadAsync(string file, PriorTable table, SearchSpace space, EquatableList<Objective> objectives, CancellationToken cancellationToken)
    {
        var columns = ColumnChoice.Guess(table, space, objectives);
        var errors = StandardErrors(table, objectives);
        var given = errors.Where(e => e.Column is not null).ToList();
        var problems = columns.Concat(given).SelectMany(c => Problems(table, c)).ToList();
        var missing = columns.Where(c => c.Column is null).ToList();
        if (missing.Count > 0)
            problems.Insert(0, $"{(missing.Count == 1 ? "column" : "columns")} {string.Join(", ", missing.Select(c => c.Name))}: missing. The first line names {string.Join(", ", table.Headers)}; add what is missing or rename the columns that hold it.");
        if (given.Count > 0 && given.Count < errors.Count)
            problems.Add($"column {string.Join(", ", errors.Except(given).Select(e => e.Name))}: missing, while {string.Join(", ", given.Select(e => e.Name))} is there. Give the standard errors of all objectives or of none.");
        if (problems.Count > 0)
        {
            await SayAsync($"{file} has {Count(problems.Count, "problem")}:", problems);
            return null;
        }

        var reading = PriorReading.Of(table, columns, space, objectives, given);
        var used = columns.Concat(given).Select(c => c.Column).ToHashSet();
        var ignored = table.Headers.Where((_, i) => !used.Contains(i)).Where(h => h.Length > 0).ToList();
        if (ignored.Count > 0)
            await error.WriteLineAsync($"{file}: ignored {(ignored.Count == 1 ? "column" : "columns")} {string.Join(", ", ignored)}.");
        if (reading.RowProblems.Count == 0)
            return reading.Results;

        var lines = reading.RowProblems.Select(p => p.ToString()).ToList();
        var share = string.Create(CultureInfo.InvariantCulture, $"{reading.Faulty} of {Count(reading.Rows, "line")}");
        await SayAsync(skipFaulty ? $"{file}: {share} left out:" : $"{file}: {share} cannot be used:", lines);
        if (skipFaulty)
            return reading.Results;
        await error.WriteLineAsync("  Correct or remove these lines, or leave them out with --skip-faulty.");
        return null;
    }

    /// <summary>One choice for each objective, without a column where the table has none. A column that is an objective itself is none of these.</summary>
    private static List<ColumnChoice> StandardErrors(PriorTable table, EquatableList<Objective> objectives)
    {
        var wanted = objectives.Select(o => o with { Name = o.Name + StandardErrorSuffix }).ToList();
        return [.. ColumnChoice.Guess(table, new SearchSpace([], []), wanted)
            .Select(c => objectives.Any(o => string.Equals(o.Name, c.Name, StringComparison.OrdinalIgnoreCase)) ? c.From(table, null) : c)];
    }

    private static IEnumerable<string> Problems(PriorTable table, ColumnChoice choice)
    {
        var named = ColumnChoice.Named(table, choice.Name);
        if (choice.Column is not { } column)
            yield break;
        if (named.Count > 1)
            yield return $"column {choice.Name}: there are {named.Count}, {string.Join(" and ", named.Select(i => $"'{table.Headers[i]}'"))}. Keep one of them.";
        else if (choice.UnitDiffers)
            yield return $"column {choice.Name}: '{table.Headers[column]}' is in {choice.HeaderUnit}, the campaign uses {(string.IsNullOrEmpty(choice.Unit) ? "no unit" : choice.Unit)}. Convert the values and correct the heading.";
    }

    private async Task SayAsync(string heading, List<string> lines)
    {
        await error.WriteLineAsync(heading);
        foreach (var line in lines.Take(MostLines))
            await error.WriteLineAsync($"  {line}");
        if (lines.Count > MostLines)
            await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  and {lines.Count - MostLines} more like these"));
    }

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
