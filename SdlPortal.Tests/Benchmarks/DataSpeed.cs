using System.Diagnostics;
using System.Globalization;
using System.Text;
using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>How fast a file of 30 columns (24 of numbers, 4 of texts, one with a unit in its cells, one of times) becomes a stored table, and a column of it is read again; and the memory that this takes.</summary>
internal static class DataSpeed
{
    private static readonly string[] Solvents = ["water", "dmf", "dmso", "toluene", "ethanol"];

    public static async Task MeasureAsync(ResultRows rows, int count)
    {
        var folder = Directory.CreateTempSubdirectory("sdl-data-");
        try
        {
            var plain = Path.Combine(folder.FullName, "numbers.csv");
            var mixed = Path.Combine(folder.FullName, "mixed.csv");
            Write(plain, count, isMixed: false);
            Write(mixed, count, isMixed: true);
            await MeasureAsync(rows, "numbers alone, read once", plain, count);
            await MeasureAsync(rows, "with texts, units and times, read twice", mixed, count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(ResultRows rows, string what, string path, int count)
    {
        var (before, watch, heap) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew(), 0L);
        var step = new AnalysisStep(2, (_, _) => heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false)), CancellationToken.None);
        var table = TableReader.Store(path, path + ".table", TableReading.ByItself, step);
        var (wall, processor, size) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds, new FileInfo(path).Length);
        if (table.Rows != count || table.Columns.Count != 30)
            throw new InvalidOperationException($"{table.Rows} rows of {table.Columns.Count} columns were read.");
        watch.Restart();
        for (var column = 0; column < table.Columns.Count; column++)
            _ = table.Values(column);
        using var process = Process.GetCurrentProcess();
        await rows.AddAsync(
            string.Create(CultureInfo.InvariantCulture, $"{count:N0} x 30 ({what}), {size / 1e6:F0} MB"),
            "100 MB/s",
            $"{size / 1e6 / wall:F0} MB/s by the clock ({wall:F1} s), {size / 1e6 / processor:F0} MB per second of processor time ({processor:F1} s); all columns read again in {watch.Elapsed.TotalSeconds:F2} s; most on the heap while reading {heap / 1e6:F0} MB, resident {process.PeakWorkingSet64 / 1e6:F0} MB");
    }

    public static void Write(string path, int count, bool isMixed)
    {
        var random = SeededRandom.Derive(1, count);
        using var csv = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 20);
        csv.WriteLine(string.Join(',', Enumerable.Range(0, 30).Select(i => $"x{i}")));
        var cells = new string[30];
        for (var row = 0; row < count; row++)
        {
            for (var i = 0; i < 30; i++)
            {
                var number = random.NextDouble();
                cells[i] = i < 12 ? Text(number, "R") : i < 20 ? Text(1000 * number, "F4") : Text(Math.Floor(5000 * number), "F0");
            }

            if (isMixed)
            {
                for (var i = 0; i < 4; i++)
                    cells[20 + i] = Solvents[(row + i) % (2 + i)];
                cells[24] = $"{cells[24]} {(row % 3 == 0 ? "mg" : "g")}";
                cells[25] = DateTimeOffset.UnixEpoch.AddSeconds(1.7e9 + row).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            }

            csv.WriteLine(string.Join(',', cells));
        }
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
