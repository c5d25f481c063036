using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Import;

public class RunMapFileTests
{
    [Fact]
    public void A_map_is_read_as_it_was_ordered()
    {
        var map = RunMapFile.Read(
            """
            { "task": "task", "variant": null, "parameters": { "learning_rate_init": { "scale": "log" }, "depth": { "kind": "integer" } },
              "metrics": { "bal_acc": { "columns": ["bal_acc_seed0", "bal_acc_seed1"], "goal": "maximize" } }, "seed": null, "start": null, "duration": null, "status": null }
            """);

        Assert.Equal(new RunMap
        {
            Task = "task",
            Parameters = [new MappedParameter("learning_rate_init", Scale: Scale.Log), new MappedParameter("depth", Kind: ParameterKind.Integer)],
            Metrics = [new MappedMetric("bal_acc", ["bal_acc_seed0", "bal_acc_seed1"], MetricGoal.Maximize)],
        }, map);
    }

    [Fact]
    public void A_map_is_the_same_after_writing_and_reading()
    {
        var map = new RunMap
        {
            Task = "t",
            TaskName = "named",
            Variant = "v",
            Parameters = [new MappedParameter("temperature", "T / °C", ParameterKind.Number, Scale.Linear, "°C"), new MappedParameter("lösungsmittel", null, ParameterKind.Category), new MappedParameter("plain")],
            Metrics = [new MappedMetric("yield", ["yield"], MetricGoal.Maximize, "%"), new MappedMetric("look", ["a", "b"], MetricGoal.Minimize) { Levels = ["clear", "cloudy"] }],
            Key = ["t", "id"],
            Seed = "s",
            Start = "b",
            End = "e",
            Duration = "d",
            Cost = "c",
            Status = "st",
            Hardware = "h",
            CodeVersion = "cv",
            DataVersion = "dv",
            Split = "sp",
            Curve = new MappedCurve(["id"], "epoch", 81, Adds: true),
        };

        Assert.Equal(map, RunMapFile.Read(RunMapFile.Write(map)));
        Assert.Equal(new RunMap(), RunMapFile.Read(RunMapFile.Write(new RunMap())));
    }

    [Fact]
    public void All_problems_come_at_once_with_their_paths()
    {
        var problems = Assert.Throws<DefinitionException>(() => RunMapFile.Read(
            """
            { "tsak": "x", "seed": 3, "parameters": { "a": { "scale": "logg", "kidn": "integer" }, "b": 5, "c": { "column": "x" }, "d": { "column": "x" } },
              "metrics": { "m": { "columns": "m0" }, "M": { "goal": "max" } }, "curve": { "run": ["id"] } }
            """)).Problems;

        AssertProblem(problems, "tsak", "Did you mean 'task'?");
        AssertProblem(problems, "seed", "a text in quotes");
        AssertProblem(problems, "parameters.a.scale", "Did you mean 'log'?");
        AssertProblem(problems, "parameters.a.kidn", "Did you mean 'kind'?");
        AssertProblem(problems, "parameters.b", "an object in braces");
        AssertProblem(problems, "parameters.d", "Column 'x' is parameters.c already.");
        AssertProblem(problems, "metrics.m.columns", "a list in brackets");
        AssertProblem(problems, "metrics.m.goal", "maximize");
        AssertProblem(problems, "metrics.M.goal", "'max' is not a known word.");
        AssertProblem(problems, "metrics", "The names 'm' and 'M' are the same but for case and blanks.");
        AssertProblem(problems, "curve.step", "which column counts the steps");
        Assert.Equal(11, problems.Count);
    }

    [Fact]
    public void Every_example_is_a_valid_map_and_the_same_after_writing_and_reading()
    {
        var files = Directory.GetFiles(Repository.File("docs", "examples", "maps"), "*.json");
        Assert.True(files.Length >= 15);
        Assert.All(files, f =>
        {
            var map = RunMapFile.Read(File.ReadAllText(f));
            Assert.NotEmpty(map.Metrics);
            Assert.Equal(map, RunMapFile.Read(RunMapFile.Write(map)));
        });
    }

    private static void AssertProblem(IReadOnlyList<Problem> problems, string path, string part) =>
        Assert.Contains(problems, p => p.Path == path && $"{p.Message} {p.Remedy}".Contains(part, StringComparison.Ordinal));
}
