using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Web.MetaAnalysis.Effects;

namespace SdlPortal.Tests.MetaAnalysis.Analysis;

/// <summary>Properties of tasks as the reason why effects differ.</summary>
public sealed class ModerationTests
{
    private const int Tasks = 6;

    [Fact]
    public void A_trend_that_grows_with_a_property_of_the_tasks_is_found_and_another_property_is_not()
    {
        var report = Analyze(features: Tasks);

        var cause = report.Moderators.Single(m => m.Kind == "trend" && m.Effect == "x" && m.Feature == "size");
        Assert.True(cause.Fit.Value.Coefficients[1].Interval.Low > 0);
        Assert.True(cause.AdjustedP < 0.01);
        Assert.Contains("the effect grows; slope ", EffectSentences.Moderator(cause), StringComparison.Ordinal);
        Assert.True(report.Moderators.Single(m => m.Kind == "trend" && m.Effect == "x" && m.Feature == "parity").AdjustedP > 0.05);
        Assert.DoesNotContain(report.Moderators, m => m.Feature == "color");
    }

    [Fact]
    public void Four_tasks_that_declare_a_property_are_too_few()
    {
        var moderators = Analyze(features: 4).Moderators;

        Assert.NotEmpty(moderators);
        Assert.All(moderators, m => Assert.EndsWith("at least 5 are needed.", m.Fit.WhyNot, StringComparison.Ordinal));
    }

    /// <summary>Outcomes follow x the more, the larger the task's size.</summary>
    /// <param name="features">So many tasks declare theirs.</param>
    private static AnalysisReport Analyze(int features)
    {
        const int each = 80;
        var random = SeededRandom.Derive(11);
        var x = new double[Tasks * each];
        var outcomes = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = random.NextDouble();
            outcomes[i] = ((i / each) * 0.4 * x[i]) + random.NextDouble();
        }

        string[] names = [.. Enumerable.Range(0, Tasks).Select(t => $"task {t}")];
        var runs = SampleTables.Of([new ParameterShape("x", ParameterKind.Number)], [x], new MetricShape("yield", MetricGoal.Maximize), outcomes, [.. x.Select((_, i) => names[i / each])]);
        var loaded = new LoadedRuns(runs, new bool[runs.Count], "made up", 1, [])
        {
            Features = names.Take(features).Select((n, t) => (Name: n, Task: t)).ToDictionary(n => n.Name, n => (IReadOnlyList<NamedValue>)[new("size", n.Task), new("parity", n.Task % 2), new("color", "red")], StringComparer.Ordinal),
        };
        return AnalysisPipeline.Run(loaded, new AnalysisRequest(new AnalysisSelection("yield")), threads: 2).Value.Report;
    }
}
