using System.Globalization;
using System.Text.Json.Nodes;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Simulation.Studies;

namespace SdlPortal.Web.Studies.Design;

/// <summary>
/// A study as it is typed. It becomes a study file, and the file's own reader says what is wrong with it, so that page and command line have the same rules.
/// </summary>
public sealed class StudyForm
{
    public const int LongestName = 200;

    /// <summary>Strategies in the order of the paper's tables, then ours.</summary>
    public static IReadOnlyList<string> StrategyOrder { get; } = [.. StudyPresets.Champion.Strategies, .. Domain.Optimization.Strategies.Names.Except(StudyPresets.Champion.Strategies)];

    public string Name { get; set; } = "";

    public List<StudyProblemForm> Problems { get; init; } = [];

    public string Delays { get; set; } = "";

    public HashSet<string> Strategies { get; init; } = [];

    public string Repetitions { get; set; } = "";

    public string Observations { get; set; } = "";

    public string Initial { get; set; } = "";

    public string Seed { get; set; } = "";

    public static StudyForm Of(StudyPlan plan, string name)
    {
        var form = new StudyForm
        {
            Name = name,
            Delays = string.Join(", ", plan.Delays),
            Strategies = [.. plan.Strategies],
            Repetitions = Text(plan.Repetitions),
            Observations = Text(plan.Observations),
            Initial = Text(plan.Initial),
            Seed = Text(plan.Seed),
        };
        // Problems that differ only in their dimensions stand in one row, as in a study file.
        foreach (var group in plan.Problems.GroupBy(p => p with { Dimensions = 0 }))
            form.Problems.Add(StudyProblemForm.Of(group.Key, group.Select(p => p.Dimensions)));
        return form;
    }

    /// <summary>Characters of the tables in it, which are read with every check.</summary>
    public long TableLength => Problems.Sum(p => (long)(p.IsTable ? p.TableText?.Length ?? 0 : 0));

    /// <summary>A form of its own with the same content.</summary>
    public StudyForm Copy() => new()
    {
        Name = Name,
        Problems = Problems.ConvertAll(p => p.Copy()),
        Delays = Delays,
        Strategies = [.. Strategies],
        Repetitions = Repetitions,
        Observations = Observations,
        Initial = Initial,
        Seed = Seed,
    };

    /// <summary>The plan, where the study itself is in order, and everything that is wrong, by the paths of the study file ("problems[0].noise"), and "name".</summary>
    public (StudyPlan? Plan, IReadOnlyList<Problem> Problems) Check()
    {
        var numbers = new FormNumbers();
        var file = new JsonObject
        {
            ["problems"] = new JsonArray([.. Problems.Select((p, i) => p.Write(numbers, $"problems[{i}]"))]),
            ["strategies"] = new JsonArray([.. StrategyOrder.Where(Strategies.Contains).Select(s => JsonValue.Create(s))]),
        };
        if (numbers.Counts("delays", Delays) is { } delays)
            file["delays"] = delays;
        foreach (var (field, text) in new[] { ("repetitions", Repetitions), ("observations", Observations), ("initial", Initial) })
        {
            if (numbers.Count(field, text) is { } count)
                file[field] = count;
        }

        if (numbers.Whole("seed", Seed) is { } seed)
            file["seed"] = seed;
        var (plan, problems) = StudyFile.Read(file.ToJsonString(), path => throw new FileNotFoundException($"There is no file {path}."));
        // What could not be typed into the file is missing there for this reason alone.
        return (numbers.Problems.Count == 0 ? plan : null, [.. NameProblems(), .. numbers.Problems, .. problems.Where(p => !numbers.Problems.Any(n => n.Path == p.Path))]);
    }

    private IEnumerable<Problem> NameProblems()
    {
        if (string.IsNullOrWhiteSpace(Name))
            yield return new Problem("name", "The study has no name.", "Give it one, to find it in the list.");
        else if (Name.Trim().Length > LongestName)
            yield return new Problem("name", $"The name has {Name.Trim().Length} characters.", $"Shorten it to {LongestName}.");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
