using System.Diagnostics;
using System.Globalization;
using System.Text;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>How fast a table of 25 columns (20 parameters, task, seed, status, outcome, duration) becomes runs, both passes together, by one thread, and the memory it takes.</summary>
internal static class ImportSpeed
{
    private static readonly string[] Solvers = ["adam", "sgd", "lamb"];
    private static readonly string[] Activations = ["relu", "tanh"];
    private static readonly string[] Kernels = ["a", "b", "c", "d", "e", "f", "g", "h"];

    public static async Task MeasureAsync(ResultRows rows, int count, int repetitions)
    {
        var folder = Directory.CreateTempSubdirectory("sdl-import-");
        try
        {
            var (csv, json) = (Path.Combine(folder.FullName, "runs.csv"), Path.Combine(folder.FullName, "runs.jsonl"));
            Write(csv, json, count);
            await MeasureAsync(rows, new CsvRunReader(), csv, count, repetitions);
            await MeasureAsync(rows, new JsonLinesReader(), json, count, repetitions);
            var watch = Stopwatch.StartNew();
            TablePreview.Read(csv);
            await rows.AddAsync("preview of the CSV file", "< 1 s", $"{watch.Elapsed.TotalMilliseconds:F0} ms");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(ResultRows rows, IRunReader reader, string path, int count, int repetitions)
    {
        var (walls, processors) = (new List<double>(), new List<double>());
        long heap = 0;
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            var (before, watch, read) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew(), 0);
            foreach (var item in reader.Read(path, Map, CancellationToken.None))
            {
                if (item is RunRead && ++read % 100_000 == 0)
                    heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false));
            }

            if (read != count)
                throw new InvalidOperationException($"{read} of {count} rows were read.");
            walls.Add(watch.Elapsed.TotalSeconds);
            processors.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        using var process = Process.GetCurrentProcess();
        var size = new FileInfo(path).Length;
        await rows.AddAsync(
            string.Create(CultureInfo.InvariantCulture, $"{reader.Title}: {count:N0} rows of 25 columns, {size / 1e6:F0} MB, {repetitions} times"),
            "50,000 rows/s",
            $"median {count / walls.Order().ElementAt(repetitions / 2):N0} rows/s by the clock, {count / processors.Order().ElementAt(repetitions / 2):N0} per second of processor time; most on the heap {heap / 1e6:F0} MB, resident {process.PeakWorkingSet64 / 1e6:F0} MB");
    }

    private static RunMap Map { get; } = new()
    {
        Task = "task",
        Seed = "seed",
        Status = "status",
        Duration = "duration",
        Parameters = Enumerable.Range(0, 17).Select(i => new MappedParameter($"x{i}")).Concat([new MappedParameter("solver"), new MappedParameter("activation"), new MappedParameter("kernel")]).ToEquatableList(),
        Metrics = [new MappedMetric("accuracy", ["accuracy"], MetricGoal.Maximize)],
    };

    private static void Write(string csvPath, string jsonPath, int count)
    {
        var random = SeededRandom.Derive(1, count);
        using var csv = new StreamWriter(csvPath, false, new UTF8Encoding(false), 1 << 20);
        using var json = new StreamWriter(jsonPath, false, new UTF8Encoding(false), 1 << 20);
        string[] names = ["task", "seed", "status", .. Enumerable.Range(0, 17).Select(i => $"x{i}"), "solver", "activation", "kernel", "accuracy", "duration"];
        csv.WriteLine(string.Join(',', names));
        var cells = new string[names.Length];
        for (var row = 0; row < count; row++)
        {
            (cells[0], cells[1], cells[2]) = ($"task{row % 50}", $"{row % 5}", "COMPLETE");
            for (var i = 0; i < 17; i++)
            {
                var number = random.NextDouble();
                cells[3 + i] = i < 9 ? Text(number, "R") : i < 13 ? Text(Math.Floor(512 * number), "F0") : Text(Math.Pow(10, -6 * number), "G4");
            }

            (cells[20], cells[21], cells[22]) = (Solvers[row % 3], Activations[row % 2], Kernels[row % 8]);
            (cells[23], cells[24]) = (Text(random.NextDouble(), "F6"), Text(1000 * random.NextDouble(), "F3"));
            csv.WriteLine(string.Join(',', cells));
            json.WriteLine("{" + string.Join(',', names.Select((n, i) => char.IsAsciiLetter(cells[i][0]) ? $"\"{n}\":\"{cells[i]}\"" : $"\"{n}\":{cells[i]}")) + "}");
        }
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
