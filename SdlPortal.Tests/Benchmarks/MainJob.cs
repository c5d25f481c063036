using System.Globalization;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>
/// The main job on real tables: `campaign run` with 100 experiments, 4 in flight, for several seeds, against Random with the same seeds. What counts is the best
/// true value (the fitted surface without noise) at the end, beside the 95th percentile of the table in the goal's direction.
/// </summary>
internal sealed record MainJob(string File, string Table, string Objective, bool Minimize)
{
    public static readonly MainJob CrossedBarrel = new("crossed-barrel.json", "crossed_barrel.csv", "toughness", Minimize: false);
    public static readonly MainJob PhotoPce10 = new("photo-pce10.json", "photo_pce10.csv", "degradation", Minimize: true);

    /// <summary>The best true value of each seed.</summary>
    public async Task<IReadOnlyList<double>> RunAsync(string strategy, int seeds)
    {
        var best = new List<double>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            using var folder = new TemporaryFolder();
            var errors = new StringWriter();
            var code = await PortalCli.RunAsync(["campaign", "run", Repository.File("docs", "examples", File), "--speed", "0", "--out", folder.Path, "--seed", $"{seed}", "--strategy", strategy], TextWriter.Null, errors);
            if (code != 0)
                throw new InvalidOperationException(errors.ToString());
            var values = Column(Path.Combine(folder.Path, "experiments.csv"), Objective + "_true");
            best.Add(Minimize ? values.Min() : values.Max());
        }

        return best;
    }

    /// <summary>The value that 5 % of the table's rows are better than, by linear interpolation.</summary>
    public double Top5()
    {
        var sorted = Column(Path.Combine(SharedData.Folder!, "olympus", Table), Objective).Order().ToList();
        var position = (Minimize ? 0.05 : 0.95) * (sorted.Count - 1);
        var below = (int)position;
        return sorted[below] + ((position - below) * (sorted[Math.Min(below + 1, sorted.Count - 1)] - sorted[below]));
    }

    public static async Task PrintAsync(TextWriter output, int seeds)
    {
        await output.WriteLineAsync("| table | goal | 95th percentile | strategy | mean | sd | worst | best | seeds beyond the percentile | seeds better than Random |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var job in new[] { CrossedBarrel, PhotoPce10 })
        {
            var random = await job.RunAsync("random", seeds);
            foreach (var (strategy, values) in new[] { ("random", random), ("sobol", await job.RunAsync("sobol", seeds)), ("ei", await job.RunAsync("ei", seeds)) })
                await output.WriteLineAsync(job.Row(strategy, values, random));
        }
    }

    private string Row(string strategy, IReadOnlyList<double> values, IReadOnlyList<double> random)
    {
        var sign = Minimize ? -1 : 1;
        var mean = values.Average();
        var sd = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
        var ordered = values.OrderBy(v => sign * v).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"| {Table} | {(Minimize ? "minimize" : "maximize")} | {Top5():G4} | {strategy} | {mean:G4} | {sd:G3} | {ordered[0]:G4} | {ordered[^1]:G4} | {values.Count(v => sign * v > sign * Top5())}/{values.Count} | {values.Zip(random).Count(p => sign * p.First > sign * p.Second)}/{values.Count} |");
    }

    private static List<double> Column(string path, string name)
    {
        using var text = new StreamReader(path);
        var header = text.ReadLine()!.Split(',');
        var index = Array.IndexOf(header, name);
        var values = new List<double>();
        while (text.ReadLine() is { } line)
            values.Add(double.Parse(line.Split(',')[index], CultureInfo.InvariantCulture));
        return values;
    }
}
