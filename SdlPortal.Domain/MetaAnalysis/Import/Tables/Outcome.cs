using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>The status of a run from what its row says and whether it has an outcome.</summary>
internal static class Outcome
{
    public static RunRecord Judge(MappedRow row, RowTally tally, long line)
    {
        if (row.HasOutcome || row.Said is not (null or RunStatus.Completed))
            return row.Run;
        tally.Add(row.Said is null
            ? "have neither an outcome nor a status and count as failed. If they are only planned, map the column with the status."
            : "are called finished and have no outcome; they count as failed.", line);
        return row.Run with { Status = RunStatus.Failed };
    }
}
