using System.Globalization;
using System.Text;
using System.Text.Json;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Campaigns.PriorResults;

namespace SdlPortal.Tests.Benchmarks.Olympus;

/// <summary>
/// One table of the Olympus collection (Häse et al. 2021, Mach. Learn.: Sci. Technol. 2, 035021) as the portal reads it: a campaign file that describes it, a CSV file of
/// numbers and choices, and what of the declaration did not fit the data.
/// </summary>
internal sealed record OlympusTable(string Name, CampaignDraft Campaign, string Csv, IReadOnlyList<string> Remarks)
{
    /// <summary>Sums of all inputs that agree within this share are meant to be equal; weighed or rounded, they miss it a little.</summary>
    private const double SumTolerance = 0.02;

    /// <param name="folder">Holds NAME.csv and NAME.config.json.</param>
    public static OlympusTable Read(string folder, string name)
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name + ".config.json")));
        var table = PriorTable.Parse(File.ReadAllText(Path.Combine(folder, name + ".csv")));
        var remarks = new List<string>();
        var measurement = config.RootElement.GetProperty("measurements")[0];
        var objective = measurement.GetProperty("name").GetString()!;
        var others = config.RootElement.GetProperty("measurements").GetArrayLength() - 1;
        if (others > 0)
            remarks.Add($"The first of {others + 1} objectives, {objective}, is sought.");
        var goals = config.RootElement.GetProperty("default_goal");
        var draft = new CampaignDraft
        {
            Name = name,
            Parameters = [.. config.RootElement.GetProperty("parameters").EnumerateArray().Select(p => Parameter(p, Column(table, p.GetProperty("name").GetString()!), remarks))],
            Objectives = [new ObjectiveDraft { Name = objective, Goal = (goals.ValueKind == JsonValueKind.Array ? goals[0] : goals).GetString() }],
            Stages = [new StageDraft { Name = "make and measure", StationKind = "lab", Seconds = 3600 }],
            Strategy = "auto",
            InitialKind = "random",
            InitialCount = 10,
            BudgetExperiments = 100,
            MaxInFlight = 4,
            Seed = 1,
            GroundTruth = new GroundTruthDraft { Kind = "table", Path = name + ".csv" },
        };
        var declared = config.RootElement.TryGetProperty("constraints", out var constraints) && constraints.GetProperty("parameters").GetString() == "simplex";
        if (Sum(draft, table, declared, remarks) is { } sum)
            draft.Constraints = [sum];
        return new OlympusTable(name, draft, Numbers(table, objective, measurement, remarks), remarks);
    }

    private static ParameterDraft Parameter(JsonElement declared, string[] cells, List<string> remarks)
    {
        var draft = new ParameterDraft { Name = declared.GetProperty("name").GetString(), Kind = declared.GetProperty("type").GetString() };
        switch (draft.Kind)
        {
            case "categorical":
                draft.Choices = [.. declared.GetProperty("options").EnumerateArray().Select(o => o.GetString()!)];
                break;
            case "discrete":
                draft.Levels = [.. declared.GetProperty("options").EnumerateArray().Select(o => o.GetDouble())];
                break;
            default:
                var values = cells.Select(Number).ToList();
                var (low, high) = (declared.GetProperty("low").GetDouble(), declared.GetProperty("high").GetDouble());
                (draft.Low, draft.High) = (Math.Min(Math.Min(low, high), values.Min()), Math.Max(Math.Max(low, high), values.Max()));
                if (Math.Abs(draft.Low.Value - low) + Math.Abs(draft.High.Value - high) > 1e-6 * (draft.High - draft.Low))
                    remarks.Add(string.Create(CultureInfo.InvariantCulture, $"{draft.Name} is declared between {low} and {high}, but the rows lie between {values.Min()} and {values.Max()}; the bounds are {draft.Low} and {draft.High}."));
                break;
        }

        return draft;
    }

    /// <summary>The constraint that all inputs add up to a number, where the rows keep it, declared or not.</summary>
    private static ConstraintDraft? Sum(CampaignDraft draft, PriorTable table, bool declared, List<string> remarks)
    {
        if (draft.Parameters.Count < 2 || draft.Parameters.Exists(p => p.Kind != "continuous"))
            return null;
        var columns = draft.Parameters.Select(p => Column(table, p.Name!).Select(Number).ToArray()).ToList();
        var sums = Enumerable.Range(0, table.Rows.Count).Select(i => columns.Sum(c => c[i])).ToList();
        var middle = sums.Order().ElementAt(sums.Count / 2);
        var value = Math.Round(middle, middle >= 10 ? 0 : 2);
        if (sums.TrueForAll(s => Math.Abs(s - value) <= SumTolerance * Math.Abs(value)))
        {
            if (!declared)
                remarks.Add(string.Create(CultureInfo.InvariantCulture, $"All inputs add up to {value}, which is not declared; the constraint is added."));
            return new ConstraintDraft { Terms = [.. draft.Parameters.Select(p => new TermDraft { Parameter = p.Name, Coefficient = 1 })], Relation = "=", Value = value };
        }

        if (declared)
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"The inputs are declared to add up to 1, but their sums lie between {sums.Min():0.##} and {sums.Max():0.##}; the constraint is left out."));
        return null;
    }

    /// <summary>The table with an ordinal objective as the rank of its levels, from 0.</summary>
    private static string Numbers(PriorTable table, string objective, JsonElement measurement, List<string> remarks)
    {
        var ranks = measurement.TryGetProperty("options", out var options) ? options.EnumerateArray().Select(o => o.GetString()!).ToList() : [];
        if (ranks.Count > 0)
            remarks.Add($"{objective} is a level, {string.Join(" < ", ranks)}; its rank counts, from 0.");
        var text = new StringBuilder(string.Join(',', table.Headers.Select(Quoted))).Append('\n');
        foreach (var row in table.Rows)
        {
            var cells = row.Cells.Select((c, i) => ranks.Count > 0 && table.Headers[i] == objective ? ranks.IndexOf(c).ToString(CultureInfo.InvariantCulture) : Quoted(c));
            text.Append(string.Join(',', cells)).Append('\n');
        }

        return text.ToString();
    }

    private static string[] Column(PriorTable table, string name)
    {
        var at = table.Headers.ToList().IndexOf(name);
        return [.. table.Rows.Select(r => r.Cells[at])];
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
