using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace SdlPortal.Web.Persistence;

/// <summary>The portal's database on a SQL Server.</summary>
public sealed class SqlServerPortalContext(DbContextOptions options) : PortalContext(options);

/// <summary>Lets `dotnet ef migrations` build the model without a server.</summary>
internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerPortalContext>
{
    public SqlServerPortalContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerPortalContext>().UseSqlServer("Server=localhost;Database=SdlPortal").Options);
}
