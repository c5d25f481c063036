using SdlPortal.Domain.MetaAnalysis.Library;

namespace SdlPortal.Domain.Analytics.Tables;

/// <summary>The runs of a project of prior runs as a table, a row each in the project's order; what its decisions exclude is left out.</summary>
public static class RunsTable
{
    public static DataTable Of(string name, LoadedRuns runs) => throw new NotImplementedException();
}
