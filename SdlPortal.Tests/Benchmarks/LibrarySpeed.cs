using System.Diagnostics;
using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>`library-speed [runs]`: storing and loading made-up runs of 20 parameters, as rows of a table. The reader costs what making the runs costs, no file is parsed.</summary>
internal static class LibrarySpeed
{
    private const int Parameters = 20;

    public static async Task MeasureAsync(ResultRows rows, int runs)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "runs");
        File.WriteAllText(file, runs.ToString(CultureInfo.InvariantCulture));
        var project = new RunLibrary(Path.Combine(folder.Path, "prior-runs"), TimeProvider.System).Create("speed", People.Ada);
        var reader = new MadeUp();
        var made = 0;
        await rows.AddAsync("making the runs alone", "", Seconds(() => made = reader.Read(file, null, CancellationToken.None).Count()));
        Assert.Equal(runs, made);
        await rows.AddAsync("import", "20 s per million", Seconds(() => ImportRun.Start(project, new ImportRequest(file, reader, null, People.Ada), null, CancellationToken.None)));
        var size = Directory.GetFiles(project.Folder, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
        await rows.AddAsync("on disk", "", $"{size / 1e6:0} MB");
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            LoadedRuns? loaded = null;
            await rows.AddAsync(i == 0 ? "first load" : "load", "10 s", Seconds(() => loaded = project.Load(null, CancellationToken.None)));
            await rows.AddAsync("held after it", "700 MB", $"{GC.GetTotalMemory(forceFullCollection: true) / 1e6:0} MB ({loaded!.Table.Count} rows)");
        }

        project.SaveRules(new HarmonizationRules
        {
            Parameters = [new ParameterRule("a") { From = ["p00"], Factor = 2 }, new ParameterRule("b") { From = ["p01"], ActiveWhen = new ActiveWhen("c17", ["level 1"]) }, new ParameterRule("c17") { Levels = [new NameAlias("level 1", ["level 2"])] }],
            Fields = [new FieldRule(RunField.Variant, "model", IsNote: true)],
        }, "", People.Ada);
        await rows.AddAsync("load with rules and notes", "10 s", Seconds(() => project.Load(null, CancellationToken.None)));
        await rows.AddAsync("import of the same again", "", Seconds(() => ImportRun.Start(project, new ImportRequest(file, reader, null, People.Ada), null, CancellationToken.None)));
        await rows.AddAsync("a look at one run", "1 s", Seconds(() => project.Look(project.State.Sources[0].Id, runs / 2, CancellationToken.None)));
        await rows.AddAsync("peak of the process", "1500 MB", $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB");
    }

    private static FormattableString Seconds(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var (watch, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        work();
        process.Refresh();
        return $"{watch.Elapsed.TotalSeconds:0.00} s ({(process.TotalProcessorTime - before).TotalSeconds:0.00} s of processor)";
    }

    private sealed class MadeUp : IRunReader
    {
        public string Format => "made-up";

        public string Title => "Made-up runs";

        public bool NeedsMap => false;

        public bool Recognizes(string path) => false;

        public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken)
        {
            var count = int.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture);
            var random = SeededRandom.Derive(1, 2);
            string[] names = [.. Enumerable.Range(0, Parameters).Select(p => (p >= 16 ? "c" : "p") + p.ToString("00", CultureInfo.InvariantCulture))];
            string[] levels = [.. Enumerable.Range(0, 5).Select(l => $"level {l}")];
            for (var i = 0; i < count; i++)
            {
                var values = new NamedValue[Parameters];
                for (var p = 0; p < Parameters; p++)
                    values[p] = new NamedValue(names[p], p >= 16 ? levels[random.NextInt(levels.Length)] : random.NextDouble());
                yield return new RunRead(new RunRecord
                {
                    Key = $"trial {i}",
                    Task = $"task {i % 20}",
                    Parameters = values,
                    Metrics = [new MetricReading("accuracy", random.NextDouble())],
                    Start = DateTimeOffset.UnixEpoch.AddSeconds(i),
                    DurationSeconds = random.NextDouble(),
                    Seed = "1",
                    Origin = $"line {i}",
                    Notes = [new NamedValue("model", i % 2 == 0 ? "mlp" : "forest")],
                }, (double)i / count);
            }
        }
    }
}
