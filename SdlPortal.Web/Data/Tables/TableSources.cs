using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Web.Data.Tables;

/// <summary>What the portal has besides files that can become a table: campaigns and projects of prior runs. Safe for any thread.</summary>
public sealed class TableSources(ICampaignLog campaigns, PriorRuns runs)
{
    /// <exception cref="RefusedException">There is no such campaign.</exception>
    public async Task<string> NameOfCampaignAsync(Guid campaign, CancellationToken cancellationToken) => (await FoldAsync(campaign, cancellationToken)).Definition.Name;

    /// <exception cref="RefusedException">There is no such project.</exception>
    public string NameOfProject(string project) => Project(project).State.Name;

    public DataTable Campaign(string key, CancellationToken cancellationToken) =>
        CampaignTable.Of(FoldAsync(Guid.Parse(key), cancellationToken).GetAwaiter().GetResult());

    public DataTable Runs(string project, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var found = Project(project);
        return RunsTable.Of(found.State.Name, runs.Load(found, progress, cancellationToken).Runs);
    }

    private async Task<Campaign> FoldAsync(Guid id, CancellationToken cancellationToken)
    {
        var events = await campaigns.ReadAsync(id, 0, cancellationToken);
        return events.Count > 0 ? Domain.Campaigns.Campaign.Fold(id, events) : throw new RefusedException("There is no such campaign any more.");
    }

    private Domain.MetaAnalysis.Library.RunProject Project(string id) => runs.Find(id) ?? throw new RefusedException("There is no such project of prior runs any more.");
}
