using System.Globalization;
using System.Text.RegularExpressions;
using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Cli;

public sealed partial class StudyCommandsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_preset_runs_to_its_end_and_writes_three_tables()
    {
        var (code, output, error) = await RunAsync("run", "--preset", "taste", "--repetitions", "2", "--out", At("a"), "--threads", "2");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("2 problems at a delay x 2 strategies x 2 repetitions: 240 proposals, 2 at a time.", output, StringComparison.Ordinal);
        Assert.Contains("100 %: 8 of 8 repetitions", output, StringComparison.Ordinal);
        Assert.Contains("8 of 8 repetitions finished", output, StringComparison.Ordinal);
        Assert.Equal("problem,dimensions,delay,strategy,repetition,observation,x1,x2,x3,y,f,running_best_y,running_best_f", Header("observations.csv"));
        Assert.Equal("problem,dimensions,delay,strategy,repetition,observation,fit_seconds,acquire_seconds", Header("timings.csv"));
        Assert.Equal("problem,dimensions,delay,strategy,repetitions,cumulative_regret_mean,cumulative_regret_sd,cumulative_regret_f_mean,final_best_y_mean,final_best_f_mean,proposal_seconds_median,proposal_seconds_p95",
            Header("summary.csv"));
        Assert.Equal(["levy,3,0,random,2", "levy,3,0,auto,2", "levy,3,3,random,2", "levy,3,3,auto,2"],
            File.ReadAllLines(Path.Combine(At("a"), "summary.csv")).Skip(1).Select(l => string.Join(',', l.Split(',').Take(5))));
    }

    [Fact]
    public async Task An_existing_study_is_only_gone_on_with_when_asked_to()
    {
        await RunAsync("run", "--preset", "taste", "--repetitions", "1", "--out", At("a"));

        var (code, _, error) = await RunAsync("run", "--preset", "taste", "--repetitions", "2", "--out", At("a"));
        Assert.Equal(1, code);
        Assert.Contains("holds a study already, with 4 of 4 repetitions. Go on with it (--resume)", error, StringComparison.Ordinal);
        (code, _, error) = await RunAsync("run", "--preset", "taste", "--seed", "9", "--out", At("a"), "--resume");
        Assert.Equal(1, code);
        Assert.Contains("the seed is 1 there and would be 9", error, StringComparison.Ordinal);
        (code, var output, _) = await RunAsync("run", "--out", At("a"), "--resume", "--repetitions", "2");
        Assert.Equal(0, code);
        Assert.Contains("4 repetitions are there already.", output, StringComparison.Ordinal);
        Assert.Contains("8 of 8 repetitions finished", output, StringComparison.Ordinal);
        Assert.Equal(2, StudyJournal.Read(At("a")).Plan.Repetitions);
    }

    [Fact]
    public async Task A_cancelled_study_writes_what_it_has_and_says_how_to_go_on()
    {
        using var stop = new CancellationTokenSource();
        var output = new StopAtFirstLine(stop, "repetitions, ");
        var error = new StringWriter();
        var code = await PortalCli.RunAsync(["study", "run", "--preset", "taste", "--repetitions", "300", "--out", At("a")], output, error, stop.Token);

        Assert.Equal(1, code);
        Assert.Contains($"go on with: study run --out {At("a")} --resume", error.ToString(), StringComparison.Ordinal);
        var finished = StudyJournal.Read(At("a")).Finished;
        Assert.InRange(finished, 1, 1199);
        Assert.Equal(1 + (40 * finished), File.ReadAllLines(Path.Combine(At("a"), "observations.csv")).Length);
    }

    [Fact]
    public async Task A_wrong_file_is_refused_with_all_its_problems_and_makes_no_folder()
    {
        var file = At("wrong.json");
        await File.WriteAllTextAsync(file, """{ "problems": [ { "name": "levi" } ], "delays": [-1], "strategies": [] }""");

        foreach (var words in new string[][] { ["run", file, "--out", At("a")], ["check", file] })
        {
            var (code, _, error) = await RunAsync(words);
            Assert.Equal(2, code);
            Assert.Contains("wrong.json has 3 problems:", error, StringComparison.Ordinal);
            Assert.Contains("  problems[0].name: There is no problem 'levi'.", error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(At("a")));
    }

    [Theory]
    [InlineData("Give a study file, or --preset", "run", "--out", "x")]
    [InlineData("not both", "run", "some.json", "--preset", "paper", "--out", "x")]
    [InlineData("--threads 0 is not possible", "run", "--preset", "taste", "--threads", "0", "--out", "x")]
    [InlineData("cannot be read", "check", "nowhere.json")]
    [InlineData("papers", "run", "--preset", "papers", "--out", "x")]
    public async Task A_call_that_makes_no_sense_says_why(string why, params string[] words)
    {
        var (code, _, error) = await RunAsync(words);

        Assert.Equal(2, code);
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_over_a_table_shows_how_well_the_table_can_be_modeled()
    {
        await File.WriteAllTextAsync(At("space.json"), """{ "parameters": [ { "name": "heat", "kind": "continuous", "low": 0, "high": 10 } ], "objectives": [ { "name": "yield", "unit": "%", "goal": "minimize" } ] }""");
        await File.WriteAllLinesAsync(At("oven.csv"), ["heat,yield", .. Enumerable.Range(0, 21).Select(i => FormattableString.Invariant($"{i / 2.0},{((i / 2.0) - 6) * ((i / 2.0) - 6)}"))]);
        await File.WriteAllTextAsync(At("study.json"), """{ "problems": [ { "name": "table", "path": "oven.csv", "campaign": "space.json", "noise": 0.5 } ], "delays": [1], "strategies": ["random", "ei"], "repetitions": 2, "observations": 12, "initial": 4 }""");

        var (code, output, error) = await RunAsync("check", At("study.json"));
        Assert.Equal((0, ""), (code, error));
        Assert.Matches(SaysR2(), output);
        (code, output, error) = await RunAsync("run", At("study.json"), "--out", At("a"));
        Assert.Equal((0, ""), (code, error));
        Assert.Matches(SaysR2(), output);

        var problem = StudyJournal.Read(At("a")).Summary().Problems.Single();
        Assert.Equal(("oven", "yield", "%", false), (problem.Label, problem.Objective, problem.Unit, problem.Maximizes));
        Assert.InRange(problem.Optimum, -0.5, 0.5);
        Assert.InRange(problem.R2!.Value, 0.9, 1);
        foreach (var repetition in SmallStudies.Rows(At("a"), "observations.csv").GroupBy(r => (r["strategy"], r["repetition"])))
            Assert.Equal(repetition.Min(r => Number(r["y"])), Number(repetition.Last()["running_best_y"]));
        Assert.All(SmallStudies.Rows(At("a"), "summary.csv"), r => Assert.True(Number(r["cumulative_regret_f_mean"]) > 0));
    }

    [GeneratedRegex(@"oven: The model predicts results it has not seen with r² (0\.9\d|1\.00)")]
    private static partial Regex SaysR2();

    private string At(string name) => Path.Combine(folder.Path, name);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private string Header(string name) => File.ReadLines(Path.Combine(At("a"), name)).First();

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await PortalCli.RunAsync(["study", .. words], output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Output that cancels as soon as a line says something.</summary>
    private sealed class StopAtFirstLine(CancellationTokenSource stop, string word) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(word, StringComparison.Ordinal) == true)
                stop.Cancel();
        }
    }
}
