using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SdlPortal.Web.Accounts;

namespace SdlPortal.Web.Persistence;

/// <summary>The portal's database in a SQLite file.</summary>
public sealed class SqlitePortalContext(DbContextOptions options) : PortalContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcText>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // SQL Server compares names without regard to case; so shall SQLite.
        builder.Entity<TemplateRow>().Property(t => t.Name).UseCollation("NOCASE");
        builder.Entity<ResultTableRow>().Property(t => t.Name).UseCollation("NOCASE");
        builder.Entity<Account>().Property(a => a.Name).UseCollation("NOCASE");
        builder.Entity<CampaignRow>().Property(c => c.ResultTable).UseCollation("NOCASE");
    }

    /// <summary>Moments as UTC text of fixed length: exact to the tick, sorted as text in the order of time, readable in any tool.</summary>
    private sealed class UtcText() : ValueConverter<DateTimeOffset, string>(
        value => value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));
}

/// <summary>Lets `dotnet ef migrations` build the model without a database.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqlitePortalContext>
{
    public SqlitePortalContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlitePortalContext>().UseSqlite("Data Source=design.db").Options);
}
