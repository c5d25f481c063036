using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>Tries recommendations on tasks that they have not seen: all settings are chosen among the other tasks, by leaving out one of those in turn. Pure.</summary>
public static class LeaveOneTaskOut
{
    public static Answer<Generalization> Try(AnalysisTable table, RegionOptions options, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Answer<Generalization>.NotEnough("Not built yet.");
}
