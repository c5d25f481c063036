using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using SdlPortal.Web.Accounts;

namespace SdlPortal.Web.Persistence;

/// <summary>
/// The portal's database: the logs of campaigns and recommendations, their projections, templates, tables of results and accounts. One context serves one
/// operation and one thread; its rows do not leave this folder.
/// </summary>
public abstract class PortalContext(DbContextOptions options) : IdentityDbContext<Account>(options)
{
    internal DbSet<EventRow> Events => Set<EventRow>();

    internal DbSet<CampaignRow> Campaigns => Set<CampaignRow>();

    internal DbSet<ExperimentRow> Experiments => Set<ExperimentRow>();

    internal DbSet<RecommendationEventRow> RecommendationEvents => Set<RecommendationEventRow>();

    internal DbSet<RecommendationRow> Recommendations => Set<RecommendationRow>();

    internal DbSet<TemplateRow> Templates => Set<TemplateRow>();

    internal DbSet<ResultTableRow> ResultTables => Set<ResultTableRow>();

    internal DbSet<AccountEventRow> AccountEvents => Set<AccountEventRow>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        EventRow.Configure(builder.Entity<EventRow>());
        CampaignRow.Configure(builder.Entity<CampaignRow>());
        ExperimentRow.Configure(builder.Entity<ExperimentRow>());
        RecommendationEventRow.Configure(builder.Entity<RecommendationEventRow>());
        RecommendationRow.Configure(builder.Entity<RecommendationRow>());
        TemplateRow.Configure(builder.Entity<TemplateRow>());
        ResultTableRow.Configure(builder.Entity<ResultTableRow>());
        AccountTables.Configure(builder);
    }
}
