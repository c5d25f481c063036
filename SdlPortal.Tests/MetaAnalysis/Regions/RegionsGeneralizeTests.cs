using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Regions;

/// <summary>The promise on real tables: what other tasks recommend holds for one that they have not seen.</summary>
public class RegionsGeneralizeTests
{
    private static Generalization Try(RunTable runs) => LeaveOneTaskOut.Try(runs.Analyzed(), new RegionOptions { Threads = 2 }).Value;

    [SharedDataFact]
    public void A_tenth_of_the_networks_holds_most_of_the_best_on_a_data_set_never_seen()
    {
        var result = Try(SampleTables.Networks());

        Assert.Equal(8, result.Tasks.Count);
        Assert.All(result.Tasks, t => Assert.True(t.Volume <= 0.1 + 1e-9, $"{t.Task}: {t.Volume}"));
        Assert.True(result.MedianShare >= 0.6, $"{result.MedianShare}");
        Assert.All(result.Tasks, t => Assert.True(t.Share > 2 * t.RandomBoxShare, $"{t.Task}: {t.Share} against {t.RandomBoxShare}"));
        Assert.True(result.OfConfigurations.Error < 0.04, $"{result.OfConfigurations.Error}");
        Assert.True(result.OfRegions.Error < 0.1, $"{result.OfRegions.Error}");
        Assert.True(result.OfRegions.Covered > 0.8, $"{result.OfRegions.Covered}");
    }

    [SharedDataFact]
    public void A_tenth_of_the_cells_holds_most_of_the_best_on_images_never_seen()
    {
        var result = Try(SampleTables.Cells());

        Assert.Equal(3, result.Tasks.Count);
        Assert.All(result.Tasks, t => Assert.True(t.Volume <= 0.1 + 1e-9, $"{t.Task}: {t.Volume}"));
        Assert.True(result.MedianShare >= 0.6, $"{result.MedianShare}");
        Assert.True(result.OfConfigurations.Error < 0.04, $"{result.OfConfigurations.Error}");
    }
}
