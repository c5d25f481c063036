using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace SdlPortal.Web.Persistence;

public enum DatabaseProvider { Sqlite, SqlServer }

/// <summary>Which database the configuration names. Immutable.</summary>
/// <param name="Place">The file or server, for messages; never holds a password.</param>
/// <param name="File">The full path of the SQLite file; null on a server.</param>
public sealed record DatabaseChoice(DatabaseProvider Provider, string ConnectionString, string Place, string? File)
{
    /// <exception cref="DatabaseUnavailableException">The configuration cannot be understood.</exception>
    public static DatabaseChoice From(IConfiguration configuration)
    {
        var provider = configuration["Database:Provider"] is { Length: > 0 } name ? ReadProvider(name) : DatabaseProvider.Sqlite;
        var text = configuration["Database:ConnectionString"];
        try
        {
            return provider == DatabaseProvider.SqlServer ? SqlServer(text) : Sqlite(text, configuration);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new DatabaseUnavailableException($"Database:ConnectionString cannot be read for {provider}: {OneLine(e.Message)}", e);
        }
    }

    internal static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    internal static DatabaseProvider ReadProvider(string name) => name.Trim().ToUpperInvariant() switch
    {
        "SQLITE" => DatabaseProvider.Sqlite,
        "SQLSERVER" => DatabaseProvider.SqlServer,
        _ => throw new DatabaseUnavailableException($"The database provider '{name}' is not known; write Sqlite or SqlServer (the setting Database:Provider)."),
    };

    private static DatabaseChoice SqlServer(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new DatabaseUnavailableException("Database:Provider is SqlServer, but Database:ConnectionString is missing; name the server and the database there.");
        var parts = new SqlConnectionStringBuilder(text);
        return new DatabaseChoice(DatabaseProvider.SqlServer, text, $"{parts.InitialCatalog} on {parts.DataSource}", null);
    }

    private static DatabaseChoice Sqlite(string? text, IConfiguration configuration)
    {
        var parts = new SqliteConnectionStringBuilder(string.IsNullOrWhiteSpace(text)
            ? new DbConnectionStringBuilder { ["Data Source"] = Path.Combine(DataFolder.Find(configuration), "portal.db") }.ConnectionString
            : text);
        if (parts.DataSource.Length == 0 || parts.DataSource == ":memory:" || parts.Mode == SqliteOpenMode.Memory)
            throw new DatabaseUnavailableException("Database:ConnectionString names no file; write 'Data Source=' and the path of the database file.");
        if (!parts.DataSource.StartsWith("file:", StringComparison.Ordinal))
            parts.DataSource = Path.GetFullPath(parts.DataSource);
        parts.ForeignKeys = true;
        return new DatabaseChoice(DatabaseProvider.Sqlite, parts.ConnectionString, parts.DataSource, parts.DataSource);
    }
}
