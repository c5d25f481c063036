using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Persistence;

public sealed class DatabaseOpeningTests
{
    public static TheoryData<string> Providers => ["Sqlite", "SqlServer"];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Migrations_are_in_step_with_the_model(string provider)
    {
        using PortalContext context = provider == "Sqlite" ? new SqliteDesign().CreateDbContext([]) : new SqlServerDesign().CreateDbContext([]);

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.NotEmpty(context.Database.GetMigrations());
    }

    [Fact]
    public async Task First_start_creates_the_folder_and_the_file_and_the_second_finds_it_ready()
    {
        await using var portal = new TemporaryPortal();
        var folder = Path.Combine(portal.Folder, "a", "b");
        await PortalDatabase.PrepareAsync(portal.Open(("Data:Folder", folder)));
        await PortalDatabase.PrepareAsync(portal.Open(("Data:Folder", folder)));

        Assert.Equal(["portal.db"], Directory.GetFiles(folder).Select(Path.GetFileName).Where(f => f is not ("portal.db-wal" or "portal.db-shm")));
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task Acknowledged_events_survive_a_power_cut()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        await using var context = portal.Context();

        Assert.Equal("wal", await context.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync());
        Assert.Equal(2, await context.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync());
        Assert.Equal(1, await context.Database.SqlQueryRaw<int>("SELECT foreign_keys AS Value FROM pragma_foreign_keys").SingleAsync());
        Assert.Equal(5000, await context.Database.SqlQueryRaw<int>("SELECT timeout AS Value FROM pragma_busy_timeout").SingleAsync());
    }

    [Fact]
    public async Task Database_of_a_newer_program_is_refused()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        await portal.SqlAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0.0')");

        var line = await RefusalAsync(portal);

        Assert.Contains("newer version", line);
        Assert.Contains("29990101000000_Future", line);
    }

    [Fact]
    public async Task File_that_is_no_database_is_refused_and_left_alone()
    {
        await using var portal = new TemporaryPortal();
        var garbage = string.Concat(Enumerable.Repeat("These are my notes.\n", 300));
        await File.WriteAllTextAsync(portal.File, garbage);

        Assert.Contains($"{portal.File} is not a database", await RefusalAsync(portal));
        Assert.Equal(garbage, await File.ReadAllTextAsync(portal.File));
    }

    [Fact]
    public async Task Folder_that_cannot_be_created_is_named()
    {
        await using var portal = new TemporaryPortal();
        var file = Path.Combine(portal.Folder, "file");
        await File.WriteAllTextAsync(file, "");

        Assert.Contains(file, await RefusalAsync(portal, ("Data:Folder", Path.Combine(file, "below"))));
    }

    [Fact]
    public async Task Folder_in_the_place_of_the_file_is_refused()
    {
        await using var portal = new TemporaryPortal();
        Directory.CreateDirectory(portal.File);

        Assert.Contains($"{portal.File} is a folder", await RefusalAsync(portal));
    }

    [Theory]
    [InlineData("Oracle", null, "'Oracle' is not known; write Sqlite or SqlServer")]
    [InlineData("Sqlite", "Fish=tasty", "Database:ConnectionString cannot be read for Sqlite")]
    [InlineData("Sqlite", "Data Source=:memory:", "names no file")]
    [InlineData("SqlServer", null, "Database:ConnectionString is missing")]
    [InlineData("SqlServer", "Fish=tasty", "Database:ConnectionString cannot be read for SqlServer")]
    public async Task Mistakes_in_the_settings_are_explained(string provider, string? connectionString, string explanation)
    {
        await using var portal = new TemporaryPortal();

        var line = await RefusalAsync(portal, ("Database:Provider", provider), ("Database:ConnectionString", connectionString));

        Assert.Contains(explanation, line);
        Assert.DoesNotContain("secret", line);
    }

    [Fact]
    public async Task Missing_language_support_for_SQL_Server_is_explained()
    {
        // The test run, like the program by default, is in the invariant mode, which SQL Server's client refuses.
        await using var portal = new TemporaryPortal();

        var line = await RefusalAsync(portal, ("Database:Provider", "sqlserver"), ("Database:ConnectionString", "Server=127.0.0.1,1;Database=lab;User Id=ada;Password=secret;Connect Timeout=1"));

        Assert.Contains("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0", line);
    }

    [Fact]
    public async Task Start_after_one_that_was_killed_while_creating_the_tables_does_not_wait_for_it()
    {
        await using var portal = new TemporaryPortal();
        await using (var connection = new SqliteConnection($"Data Source={portal.File};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL); INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01 00:00:00')";
            await command.ExecuteNonQueryAsync();
        }

        await PortalDatabase.PrepareAsync(portal.Open()).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(await portal.Index.ListAsync());
    }

    [Fact]
    public async Task Two_programs_may_start_at_once()
    {
        await using var portal = new TemporaryPortal();
        var services = Enumerable.Range(0, 3).Select(_ => portal.Open()).ToList();

        await Task.WhenAll(services.Select(s => Task.Run(() => PortalDatabase.PrepareAsync(s))));

        Assert.Empty(await portal.Index.ListAsync());
    }

    [Fact]
    public async Task Database_that_cannot_be_written_to_is_refused()
    {
        await using var portal = await TemporaryPortal.CreateAsync();

        var line = await RefusalAsync(portal, ("Database:ConnectionString", $"Data Source={portal.File};Mode=ReadOnly;Pooling=False"));

        Assert.Contains("cannot be written to", line);
    }

    [Fact]
    public async Task Database_that_another_program_holds_is_explained()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        await using var connection = new SqliteConnection($"Data Source={portal.File};Pooling=False");
        await connection.OpenAsync();
        await using var writing = connection.BeginTransaction();

        var line = await RefusalAsync(portal, ("Database:ConnectionString", $"Data Source={portal.File};Default Timeout=1"));

        Assert.Contains("locked by another program", line);
    }

    [Fact]
    public void Queries_of_the_log_are_understood_by_SQL_Server_too()
    {
        using var context = new SqlServerDesign().CreateDbContext([]);

        Assert.Contains("SELECT TOP(1)", EfCampaignLog.Unfinished(context).ToQueryString());
    }

    private static async Task<string> RefusalAsync(TemporaryPortal portal, params (string Key, string? Value)[] settings)
    {
        var refusal = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => PortalDatabase.PrepareAsync(portal.Open(settings)));
        Assert.DoesNotContain('\n', refusal.Message);
        return refusal.Message;
    }
}
