using Microsoft.EntityFrameworkCore;

namespace SdlPortal.Web.Persistence;

/// <summary>
/// The portal's database: the campaigns' logs, their projections, templates and tables of results. One context serves one
/// operation and one thread; its rows do not leave this folder.
/// </summary>
public abstract class PortalContext(DbContextOptions options) : DbContext(options)
{
    internal DbSet<EventRow> Events => Set<EventRow>();

    internal DbSet<CampaignRow> Campaigns => Set<CampaignRow>();

    internal DbSet<ExperimentRow> Experiments => Set<ExperimentRow>();

    internal DbSet<TemplateRow> Templates => Set<TemplateRow>();

    internal DbSet<ResultTableRow> ResultTables => Set<ResultTableRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        EventRow.Configure(modelBuilder.Entity<EventRow>());
        CampaignRow.Configure(modelBuilder.Entity<CampaignRow>());
        ExperimentRow.Configure(modelBuilder.Entity<ExperimentRow>());
        TemplateRow.Configure(modelBuilder.Entity<TemplateRow>());
        ResultTableRow.Configure(modelBuilder.Entity<ResultTableRow>());
    }
}
