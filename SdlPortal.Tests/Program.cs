using BenchmarkDotNet.Running;
using SdlPortal.Tests.Analytics.Drift;
using SdlPortal.Tests.Analytics.Multivariate;
using SdlPortal.Tests.Analytics.Profiles;
using SdlPortal.Tests.Benchmarks;
using SdlPortal.Tests.Benchmarks.Advising;
using SdlPortal.Tests.Benchmarks.Olympus;
using SdlPortal.Tests.Benchmarks.PriorRuns;
using SdlPortal.Tests.Benchmarks.WarmStarts;
using SdlPortal.Tests.MetaAnalysis.Quality;

namespace SdlPortal.Tests;

/// <summary>`dotnet run -c Release --project SdlPortal.Tests -- COMMAND` measures, see the usage; tests run under `dotnet test`.</summary>
internal static class Program
{
    private const string Usage = """
        Tests run with `bash eng/test.sh`. Measurements, each printed as rows of a Markdown table, with `dotnet run -c Release --project SdlPortal.Tests -- ` and
          live [seconds]          from a station's event to the changed pixel, in two browsers
          large [visits]          the page of a campaign with 2,000 experiments
          startup [repetitions]   the first page after `dotnet run`, a headless campaign, idle memory
          data-speed-multi [rows] correlation, principal components and clusters of a table of 30 columns
          import-speed [rows] [repetitions]   tables of 25 columns becoming runs, CSV and JSON lines
          main-job                the best results on real tables, by strategy
          advisor-promise --out FILE.md   what the advisor's recommendations are truly worth in twenty labs
          prescreening [repetitions] [strategies]   what a digital twin before the stations is worth, and what a wrong one costs
          quality-speed [rows]    the checks of prior runs on a million made-up ones
          quality-quirks          which oddities of real tables the checks find
          data-quirks             which of them the data workspace finds in the files alone
          olympus --out DIR       campaign files and one study of the real tables, for `study run`
          regions-generalize --out FILE.md   what regions learned from other tasks hold on a task never seen
          search-plan             how many points of a search plan are truly among the best of a task never seen
          gain-calibration --out FILE.md   whether what recommendations promise comes true, on made-up families of tasks and on real tables
          warm-start --out DIR    what campaigns gain that start from the advice of other tasks, and what bad advice costs them
          drift-study --out DIR   false alarms and delays of drift alerts over simulated streams; --limits STREAMS: the limits they rest on
          effects-speed           the forest, and effects of a million runs of 20 parameters
          data-speed [rows]       files of 30 columns becoming tables of the workspace
          data-speed-profile [rows] [file]   the profile, outliers and correlations of such a file, or of the one given
          data-speed-models [rows] [families]   the forest of 200 trees on 100,000 rows x 30, and the other model families
          library-speed [runs]    importing and loading prior runs of 20 parameters
          bench [filter]          the parts, with BenchmarkDotNet
        """;

    private static async Task<int> Main(string[] args)
    {
        var rows = new ResultRows(Console.Out);
        var number = args.Length > 1 && int.TryParse(args[1], out var given) ? given : (int?)null;
        switch (args.FirstOrDefault())
        {
            case "bench":
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length > 1 ? args[1..] : ["--filter", "*"]);
                return 0;
            case "advisor-promise":
                return await AdvisorPromise.RunAsync(args[1..], Console.Out, Console.Error);
            case "regions-generalize":
                return await RegionsGeneralize.RunAsync(args[1..], Console.Out, Console.Error);
            case "search-plan":
                await SearchPlanQuality.PrintAsync(Console.Out);
                return 0;
            case "gain-calibration":
                return await GainBatch.RunAsync(args[1..], Console.Out, Console.Error);
            case "warm-start":
                return await WarmStartCommand.RunAsync(args[1..], Console.Out, Console.Error);
            case "drift-study":
                return await DriftStudy.RunAsync(args[1..], Console.Out, Console.Error);
            case "olympus":
                return await OlympusCommand.RunAsync(args[1..], Console.Out, Console.Error);
            case "quality-speed":
                await QualitySpeed.PrintAsync(Console.Out, number ?? 1_000_000);
                return 0;
            case "data-speed-multi":
                await MultivariateSpeed.PrintAsync(Console.Out, number ?? 1_000_000);
                return 0;
            case "quality-quirks":
                await Quirks.PrintAsync(Console.Out);
                return 0;
            case "data-quirks":
                await DataQuirks.PrintAsync(Console.Out);
                return 0;
            case "main-job":
                await MainJob.PrintAsync(Console.Out, seeds: 10);
                return 0;
            case "prescreening":
                await PrescreeningStudy.PrintAsync(Console.Out, number ?? 20, args.Length > 2 ? args[2].Split(',') : ["auto", "ei"]);
                return 0;
            case "live":
                await rows.HeadAsync();
                var length = TimeSpan.FromSeconds(number ?? 30);
                await LiveSpeed.MeasureAsync(rows, "random", completed: 0, length);
                await LiveSpeed.MeasureAsync(rows, "ei", completed: 0, length);
                await LiveSpeed.MeasureAsync(rows, "random", completed: 2000, length);
                break;
            case "large":
                await rows.HeadAsync();
                await LargePage.MeasureAsync(rows, number ?? 5, TimeSpan.FromSeconds(20));
                break;
            case "effects-speed":
                await rows.HeadAsync();
                await EffectsSpeed.MeasureAsync(rows);
                break;
            case "data-speed-models":
                await rows.HeadAsync();
                await ModelSpeed.MeasureAsync(rows, number ?? 100_000, args.Length > 2 ? args[2].Split(',') : null);
                break;
            case "import-speed":
                await rows.HeadAsync();
                await ImportSpeed.MeasureAsync(rows, number ?? 1_000_000, args.Length > 2 && int.TryParse(args[2], out var repetitions) ? repetitions : 3);
                break;
            case "startup":
                await rows.HeadAsync();
                await StartupSpeed.MeasureAsync(rows, number ?? 5);
                break;
            case "data-speed":
                await rows.HeadAsync();
                await DataSpeed.MeasureAsync(rows, number ?? 1_000_000);
                break;
            case "data-speed-profile":
                await rows.HeadAsync();
                await ProfileSpeed.MeasureAsync(rows, number ?? 1_000_000, args.Length > 2 ? args[2] : null);
                break;
            case "library-speed":
                await rows.HeadAsync();
                await LibrarySpeed.MeasureAsync(rows, number ?? 1_000_000);
                break;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }

        await rows.FootAsync();
        return 0;
    }
}
