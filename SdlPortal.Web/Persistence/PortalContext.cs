using Microsoft.EntityFrameworkCore;

namespace SdlPortal.Web.Persistence;

/// <summary>
/// The portal's database: the logs of campaigns and recommendations, their projections, templates and tables of results. One context serves one
/// operation and one thread; its rows do not leave this folder.
/// </summary>
public abstract class PortalContext(DbContextOptions options) : DbContext(options)
{
    internal DbSet<EventRow> Events => Set<EventRow>();

    internal DbSet<CampaignRow> Campaigns => Set<CampaignRow>();

    internal DbSet<ExperimentRow> Experiments => Set<ExperimentRow>();

    internal DbSet<RecommendationEventRow> RecommendationEvents => Set<RecommendationEventRow>();

    internal DbSet<RecommendationRow> Recommendations => Set<RecommendationRow>();

    internal DbSet<TemplateRow> Templates => Set<TemplateRow>();

    internal DbSet<ResultTableRow> ResultTables => Set<ResultTableRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        EventRow.Configure(modelBuilder.Entity<EventRow>());
        CampaignRow.Configure(modelBuilder.Entity<CampaignRow>());
        ExperimentRow.Configure(modelBuilder.Entity<ExperimentRow>());
        RecommendationEventRow.Configure(modelBuilder.Entity<RecommendationEventRow>());
        RecommendationRow.Configure(modelBuilder.Entity<RecommendationRow>());
        TemplateRow.Configure(modelBuilder.Entity<TemplateRow>());
        ResultTableRow.Configure(modelBuilder.Entity<ResultTableRow>());
    }
}
