using SdlPortal.Tests.Benchmarks;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Cli;

/// <summary>The main job on real results: 100 experiments, 4 in flight, 10 seeds.</summary>
public sealed class MainJobTests
{
    [SharedDataFact]
    public Task On_crossed_barrel_expected_improvement_ends_above_the_95th_percentile_and_beats_random() => BeatsAsync(MainJob.CrossedBarrel);

    [SharedDataFact]
    public Task On_photo_pce10_expected_improvement_ends_beyond_the_95th_percentile_and_beats_random() => BeatsAsync(MainJob.PhotoPce10);

    private static async Task BeatsAsync(MainJob job)
    {
        var chosen = await job.RunAsync("ei", seeds: 10);
        var random = await job.RunAsync("random", seeds: 10);
        var sign = job.Minimize ? -1 : 1;

        Assert.True(sign * chosen.Average() > sign * job.Top5(), $"mean {chosen.Average():G5} against {job.Top5():G5}");
        var gains = chosen.Zip(random, (c, r) => sign * (c - r)).ToList();
        var mean = gains.Average();
        var error = Math.Sqrt(gains.Sum(g => (g - mean) * (g - mean)) / (gains.Count * (gains.Count - 1)));
        Assert.True(mean > 2 * error, $"paired gain over random {mean:G4} ± {error:G3}");
    }
}
