using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.MetaAnalysis.Harmonization;

public sealed class RulesFileTests
{
    [Fact]
    public void Rules_are_read_as_they_were_written()
    {
        var rules = new HarmonizationRules
        {
            Parameters =
            [
                new ParameterRule("learning_rate") { From = ["lr", "η"], Scale = Scale.Log, Sources = ["csv-1"], Kind = ParameterKind.Number, Factor = 0.1, Offset = -2 },
                new ParameterRule("t") { FromUnit = "K", Unit = "°C", Levels = [new NameAlias("a", ["A", "b"])], ActiveWhen = new ActiveWhen("solver", ["sgd"]), FromNotes = true },
                new ParameterRule("n_jobs") { Drop = true },
            ],
            Metrics = [new MetricRule("error") { From = ["acc"], Factor = -1, Offset = 1, Goal = MetricGoal.Minimize, FromUnit = "%", Unit = "fraction", Definition = "1 − accuracy", Sources = ["x"], Drop = true }],
            Tasks = [new NameAlias("iris", ["Iris"])],
            Variants = [new NameAlias("mlp", ["MLP"])],
            Fields = [new FieldRule(RunField.DataVersion, "data", IsNote: true) { Sources = ["y"] }],
            Features = [new TaskFeature("iris", "rows", 150), new TaskFeature("iris", "field", "plants")],
        };

        var (read, problems) = RulesFile.Read(RulesFile.Write(rules));

        Assert.Empty(problems);
        Assert.Equal(rules, read);
        Assert.Equal("{}\n", RulesFile.Write(HarmonizationRules.None));
        Assert.Equal(HarmonizationRules.None, RulesFile.Read("{}").Rules);
    }

    [Fact]
    public void What_cannot_be_read_is_listed()
    {
        var (rules, problems) = RulesFile.Read("""{ "parameters": [ { "name": 3, "scale": "cubic", "form": [] } ], "fields": [ { "from": "x" } ], "metric": [] }""");

        Assert.Null(rules);
        Assert.Equal(["parameters[0].name", "parameters[0].scale", "parameters[0].form", "fields[0].field", "metric"], problems.Select(p => p.Path));
        Assert.Contains("Choose one of: linear, log.", problems[1].Remedy, StringComparison.Ordinal);
        Assert.Equal("file", Assert.Single(RulesFile.Read("{").Problems).Path);
    }
}
