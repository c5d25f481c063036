using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.MetaAnalysis.Import;
using SdlPortal.Web.MetaAnalysis.Figures;

namespace SdlPortal.Tests.MetaAnalysis.Analysis;

/// <summary>From runs to files: what decides an answer, and what must not.</summary>
public sealed class AnalysisPipelineTests
{
    [Fact]
    public void The_planted_truth_is_found()
    {
        var report = TinyAnalysis.Report;

        Assert.Equal((171, 9), (report.Taken.Used, report.Taken.Failed));
        Assert.Equal("rate", report.Effects.FirstOrder.Value.MaxBy(e => e.Mean.Value)!.Name);
        Assert.Equal("flow", report.Variants.Value.Standings[0].Variant);
        Assert.Contains("rate", report.Regions.Value.Recommended.Sentence, StringComparison.Ordinal);
        Assert.Equal(3, report.Regions.Value.Check!.Tasks.Count);
        Assert.Equal(2, report.Times.Count);
        Assert.Equal(3, report.Returns.Count);
        Assert.Equal(3, report.Forecast.Value.Tasks);
        Assert.All(report.Forecast.Value.ByTask, t => Assert.True(t.Superiority.Mean > 0.8, $"{t.Superiority}"));
        Assert.All(report.VariantForecast.Value.ByTask, t => Assert.InRange(t.Superiority.Mean, 0.55, 0.95));
        Assert.Equal([57, 57, 57], report.DonorRuns.Select(d => d.Runs.Count));
    }

    [Fact]
    public void The_same_question_to_the_same_runs_gives_the_same_bytes_on_any_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        var first = Write(TinyAnalysis.Outcome, Path.Combine(folder.Path, "first"));
        var again = Write(TinyAnalysis.Run(TinyAnalysis.Runs(), threads: 3), Path.Combine(folder.Path, "again"));

        Assert.Contains("importances.csv", first.Keys);
        Assert.Contains("region-by-task.svg", first.Keys);
        Assert.Equal(first.Keys, again.Keys);
        Assert.All(first, file => Assert.True(file.Value == again[file.Key], $"{file.Key} differs."));
    }

    [Fact]
    public void A_report_is_read_back_as_it_was_written()
    {
        var text = Text(TinyAnalysis.Report);
        var read = JsonSerializer.Deserialize<AnalysisReport>(text, AnalysisJson.Options)!;

        Assert.Equal(text, Text(read));
        Assert.Contains(read.Regions.Value.Recommended.Boxes.SelectMany(b => b.Sides), s => s is NumberSide or ChoiceSide);
        Assert.Equal(TinyAnalysis.Report.Request, read.Request);
        Assert.Equal(TinyAnalysis.Report.Request.Key("tiny"), read.Request.Key(read.DataHash));
        Assert.Equal(TinyAnalysis.Report.Parameters, read.Parameters);
    }

    [Fact]
    public void A_report_of_the_first_version_is_still_read_and_says_that_it_has_no_forecasts()
    {
        var root = JsonNode.Parse(Text(TinyAnalysis.Report))!.AsObject();
        root["version"] = "1";
        root.Remove("donorRuns");
        root["regions"]!["value"]!.AsObject().Remove("forecast");
        root["variants"]!["value"]!.AsObject().Remove("forecast");
        var read = root.Deserialize<AnalysisReport>(AnalysisJson.Options)!;

        Assert.Empty(read.DonorRuns);
        Assert.Contains("Version 1 of the analyses made no forecasts", read.Forecast.WhyNot, StringComparison.Ordinal);
        Assert.Contains("Version 1", read.VariantForecast.WhyNot, StringComparison.Ordinal);
        Assert.All(MetaFigures.Of(read), f => Assert.NotEmpty(f.Panels));
        Assert.Equal(read.Forecast.WhyNot, RegionRecommendation.Of("tiny", read).Value.WhyNoForecast);
    }

    [Fact]
    public void Numbers_without_an_end_and_answers_without_a_value_survive_being_written()
    {
        double[] numbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.1, -0.0];
        Answer<IReadOnlyList<double>> answer = Answer<IReadOnlyList<double>>.Of(numbers);
        var none = Answer<IReadOnlyList<double>>.NotEnough("2 runs; at least 10 are needed.");
        BoxSide[] sides = [new NumberSide("rate", null, 1e-3, "1/s", true), new ChoiceSide("solvent", new(["water"]), false)];

        Assert.Equal(numbers, Again(answer).Value);
        Assert.Equal(none.WhyNot, Again(none).WhyNot);
        Assert.Equal(sides, Again(sides));
    }

    [Fact]
    public void Minimizing_the_negation_says_the_same()
    {
        var minimized = TinyAnalysis.Run(TinyAnalysis.Runs().Negated()).Report;

        Assert.Equal(MetricGoal.Minimize, minimized.Metric.Goal);
        Assert.Equal(Oriented(TinyAnalysis.Report), Oriented(minimized));
        Assert.Equal(TinyAnalysis.Report.Tasks.Select(t => -t.Best), minimized.Tasks.Select(t => t.Best));
        Assert.Equal(TinyAnalysis.Report.DonorRuns.SelectMany(d => d.Runs).Select(r => -r.Outcome), minimized.DonorRuns.SelectMany(d => d.Runs).Select(r => r.Outcome));
    }

    [Fact]
    public void The_order_of_rows_columns_and_tasks_changes_nothing()
    {
        var runs = TinyAnalysis.Runs();
        var rows = Enumerable.Range(0, runs.Count).ToArray();
        new SeededRandom(3).Shuffle(rows.AsSpan());
        var shuffled = runs.Rows(rows) with { Parameters = [.. runs.Rows(rows).Parameters.Reverse()] };

        Assert.Equal(Text(TinyAnalysis.Report), Text(TinyAnalysis.Run(shuffled).Report));
    }

    [Fact]
    public void One_task_alone_says_what_it_can_and_why_not_the_rest()
    {
        var report = TinyAnalysis.Run(TinyAnalysis.Runs(tasks: 1)).Report;

        Assert.True(report.Effects.Tasks.Single().Forest.HasValue);
        Assert.Contains("at least 2", report.Effects.FirstOrder.WhyNot, StringComparison.Ordinal);
        Assert.All(MetaFigures.Of(report), f => Assert.NotEmpty(f.Panels));
        Assert.Equal(Text(report), Text(JsonSerializer.Deserialize<AnalysisReport>(Text(report), AnalysisJson.Options)!));
    }

    [Fact]
    public void Progress_goes_up_in_words_and_a_cancel_ends_it()
    {
        using var stop = new CancellationTokenSource();
        var told = new List<AnalysisProgress>();
        var runs = TinyAnalysis.Runs();
        var progress = new Told(p =>
        {
            told.Add(p);
            if (p.Doing == "effects of parameters")
                stop.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => AnalysisPipeline.Run(new(runs, new bool[runs.Count], "tiny", 0, []), TinyAnalysis.Request, 1, progress, stop.Token));

        Assert.Equal("quality checks", told[0].Doing);
        Assert.True(told.Zip(told.Skip(1), (a, b) => b.Fraction >= a.Fraction - 1e-9).All(goes => goes));
    }

    private static SortedDictionary<string, string> Write(AnalysisOutcome outcome, string folder)
    {
        AnalysisStore.Write(outcome, folder);
        MetaFigures.Write(outcome.Report, folder);
        return new(Directory.GetFiles(folder).ToDictionary(f => Path.GetFileName(f), f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))), StringComparer.Ordinal);
    }

    private static string Text(AnalysisReport report) => JsonSerializer.Serialize(report, AnalysisJson.Options);

    private static T Again<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, AnalysisJson.Options), AnalysisJson.Options)!;

    /// <summary>Everything but the metric itself and outcomes on the metric's own scale, a line for each number.</summary>
    private static string Oriented(AnalysisReport report)
    {
        var text = new StringBuilder();
        void Walk(string path, JsonNode? node)
        {
            switch (node)
            {
                case JsonObject parts:
                    foreach (var (name, value) in parts)
                    {
                        if (path.Length > 0 || name is not ("metric" or "tasks" or "checks"))
                            Walk($"{path}/{name}", value);
                    }

                    break;
                case JsonArray list:
                    for (var i = 0; i < list.Count; i++)
                        Walk($"{path}/{i}", list[i]);
                    break;
                default:
                    if (!(path.StartsWith("/regions", StringComparison.Ordinal) && path.EndsWith("/best", StringComparison.Ordinal)) && !(path.StartsWith("/donorRuns", StringComparison.Ordinal) && path.EndsWith("/outcome", StringComparison.Ordinal)))
                        text.Append(path).Append(' ').Append(node?.ToJsonString()).Append('\n');
                    break;
            }
        }

        Walk("", JsonNode.Parse(Text(report)));
        return text.ToString();
    }

    private sealed class Told(Action<AnalysisProgress> told) : IProgress<AnalysisProgress>
    {
        public void Report(AnalysisProgress value) => told(value);
    }
}
