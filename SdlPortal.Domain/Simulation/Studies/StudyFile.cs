using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>
/// The JSON form of a study, described in docs/study-file.md: written by people, with paths of tables, and kept by the portal, with the tables in it.
/// What is missing has the values of the paper; what is there is read exactly.
/// </summary>
public static class StudyFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The plan of a study file, or everything that is wrong with it.</summary>
    /// <param name="readText">The text of a file by its path as the study file has it; throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> where it cannot be read.</param>
    public static (StudyPlan? Plan, IReadOnlyList<Problem> Problems) Read(string json, Func<string, string> readText)
    {
        var (plan, problems) = JsonFields.Read(json, fields => new StudyFileFields(fields, readText).Read());
        return problems.Count == 0 ? (plan, []) : (null, problems);
    }

    /// <exception cref="DefinitionException">With everything that is wrong.</exception>
    public static StudyPlan ReadPlan(string json, Func<string, string> readText) =>
        Read(json, readText) is var (plan, problems) && plan is not null ? plan : throw new DefinitionException(problems);

    /// <summary>The plan as indented JSON that needs no other file.</summary>
    public static string Write(StudyPlan plan) => WriteNode(plan).ToJsonString(Indented) + "\n";

    internal static JsonObject WriteNode(StudyPlan plan) => new()
    {
        ["problems"] = new JsonArray([.. plan.Problems.Select(WriteNode)]),
        ["delays"] = new JsonArray([.. plan.Delays.Select(d => JsonValue.Create(d))]),
        ["strategies"] = new JsonArray([.. plan.Strategies.Select(s => JsonValue.Create(s))]),
        ["repetitions"] = plan.Repetitions,
        ["observations"] = plan.Observations,
        ["initial"] = plan.Initial,
        ["seed"] = plan.Seed,
    };

    private static JsonObject WriteNode(PlannedProblem problem)
    {
        var node = new JsonObject { ["name"] = problem.Source, ["label"] = problem.Label, ["dimensions"] = problem.Dimensions };
        if (problem.Noise is { } noise)
            node["noise"] = noise;
        node["shift"] = problem.Shift;
        if (problem.Table is { } table)
            node["tableText"] = table;
        if (problem.Campaign is { } campaign)
            node["campaignText"] = campaign;
        return node;
    }
}
