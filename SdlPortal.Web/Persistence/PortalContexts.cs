using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SdlPortal.Web.Persistence;

/// <summary>Opens a context of the configured provider for each operation. Safe for any thread.</summary>
public sealed class PortalContexts : IDbContextFactory<PortalContext>
{
    private readonly Func<PortalContext> create;

    public PortalContexts(DatabaseChoice choice)
    {
        if (choice.Provider == DatabaseProvider.SqlServer)
        {
            SqlServerCultures.Require();
            var options = new DbContextOptionsBuilder<SqlServerPortalContext>().UseSqlServer(choice.ConnectionString).Options;
            create = () => new SqlServerPortalContext(options);
        }
        else
        {
            var options = new DbContextOptionsBuilder<SqlitePortalContext>().UseSqlite(choice.ConnectionString).AddInterceptors(new Durability()).Options;
            create = () => new SqlitePortalContext(options);
        }
    }

    public PortalContext CreateDbContext() => create();

    /// <summary>
    /// What SQLite forgets with each connection: an entry that was acknowledged survives a power cut (FULL), and a second
    /// process waits for its turn to write instead of failing.
    /// </summary>
    private sealed class Durability : DbConnectionInterceptor
    {
        private const string Settings = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Apply(connection);
            return Task.CompletedTask;
        }

        private static void Apply(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Settings;
            command.ExecuteNonQuery();
        }
    }
}
