using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SdlPortal.Web.Persistence;

/// <summary>Opens the portal's database for the program: creates it, brings it up to date, or says in one line why not.</summary>
public static class PortalDatabase
{
    /// <param name="create">False refuses to create a SQLite file that does not exist.</param>
    /// <exception cref="DatabaseUnavailableException">The database cannot be opened, or was written by a newer program.</exception>
    public static async Task PrepareAsync(IServiceProvider services, bool create = true, CancellationToken cancellationToken = default)
    {
        var choice = services.GetRequiredService<DatabaseChoice>();
        if (choice.File is { } file)
            PrepareFolder(file, create);
        await using var context = await services.GetRequiredService<IDbContextFactory<PortalContext>>().CreateDbContextAsync(cancellationToken);
        try
        {
            await RefuseNewerAsync(context, choice, cancellationToken);
            if ((await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
                await MigrateAsync(context, choice, services.GetRequiredService<TimeProvider>(), cancellationToken);
            if (choice.File is not null)
                await CheckWritableAsync(context, cancellationToken);
        }
        catch (SqliteException e)
        {
            throw Unavailable(choice, e);
        }
        catch (DbException e)
        {
            throw new DatabaseUnavailableException($"The database {choice.Place} cannot be opened: {DatabaseChoice.OneLine(e.Message)} Check Database:ConnectionString and that the server runs.", e);
        }
    }

    private static void PrepareFolder(string file, bool create)
    {
        if (Directory.Exists(file))
            throw new DatabaseUnavailableException($"{file} is a folder, not a database; name a file with Database:ConnectionString.");
        if (!create && !File.Exists(file))
            throw new DatabaseUnavailableException($"There is no database {file}; name another with Database:ConnectionString, or start the portal once to create it.");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnavailableException($"The folder for the database {file} cannot be created: {DatabaseChoice.OneLine(e.Message)} Choose a folder you may write to with Data:Folder.", e);
        }
    }

    private static async Task RefuseNewerAsync(PortalContext context, DatabaseChoice choice, CancellationToken cancellationToken)
    {
        var applied = await context.Database.GetAppliedMigrationsAsync(cancellationToken);
        if (applied.Except(context.Database.GetMigrations()).FirstOrDefault() is { } unknown)
            throw new DatabaseUnavailableException($"The database {choice.Place} was written by a newer version of SDL Portal (it has the change {unknown}); start that version, or name another database with Database:ConnectionString.");
    }

    private static async Task MigrateAsync(PortalContext context, DatabaseChoice choice, TimeProvider time, CancellationToken cancellationToken)
    {
        if (choice.File is null)
        {
            await context.Database.MigrateAsync(cancellationToken);
            return;
        }

        // EF's own lock in a SQLite file is a row, which outlives a process that was killed and then blocks every later start.
        // A locked file does not: whoever holds it may clear the row.
        await using var alone = await LockAsync(choice.File + ".migrating", choice, time, cancellationToken);
        var held = await context.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancellationToken);
        if (held > 0)
            await context.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancellationToken);
        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<FileStream> LockAsync(string file, DatabaseChoice choice, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var left = 300; ; left--)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (left > 0 && File.Exists(file))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new DatabaseUnavailableException($"The database {choice.Place} cannot be prepared: {DatabaseChoice.OneLine(e.Message)} Check that you may write to the folder and that no other SDL Portal is being started with it.", e);
            }
        }
    }

    /// <summary>Write-ahead logging lets pages read while a campaign writes; the change that is rolled back shows that writing is possible at all.</summary>
    private static async Task CheckWritableAsync(PortalContext context, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL", cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"UPDATE __EFMigrationsHistory SET ProductVersion = ProductVersion", cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
    }

    private static DatabaseUnavailableException Unavailable(DatabaseChoice choice, SqliteException error) => new(
        error.SqliteErrorCode switch
        {
            26 => $"{choice.Place} is not a database; move it away, or name another file with Database:ConnectionString.",
            11 => $"The database {choice.Place} is damaged ({Reason(error)}); restore it from a backup.",
            8 => $"The database {choice.Place} cannot be written to; check the permissions of the file and its folder.",
            14 => $"The database {choice.Place} cannot be opened; check that the folder exists and that you may write to it.",
            5 or 6 => $"The database {choice.Place} is locked by another program; end it and try again.",
            _ => $"The database {choice.Place} cannot be prepared: {Reason(error)}; name another file with Database:ConnectionString.",
        },
        error);

    /// <summary>SQLite's own words, without the provider's frame: "SQLite Error 11: 'database disk image is malformed'."</summary>
    private static string Reason(SqliteException error) => error.Message.Split('\'') is [_, .. var words, _] ? string.Join('\'', words) : DatabaseChoice.OneLine(error.Message);
}
