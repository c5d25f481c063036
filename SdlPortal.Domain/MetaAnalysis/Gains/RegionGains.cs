using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>What a region that is given is worth in the tasks of a table. Of tasks that it was found in this flatters; it is for tasks that came later. Pure.</summary>
public static class RegionGains
{
    /// <returns>One per task that has runs inside and outside, in the order of the table; a configuration that was run several times counts once, with its mean.</returns>
    public static IReadOnlyList<TaskGain> Of(IReadOnlyList<ConfigurationBox> boxes, AnalysisTable table, Func<string, bool> isWanted) => throw new NotImplementedException();
}
