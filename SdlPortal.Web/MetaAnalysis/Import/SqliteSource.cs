using System.Text;
using Microsoft.Data.Sqlite;
using SdlPortal.Domain.MetaAnalysis.Import;

namespace SdlPortal.Web.MetaAnalysis.Import;

/// <summary>
/// Somebody else's SQLite file, opened so that nothing is written into it or beside it. A file with unfinished business in a journal or a write-ahead log is read from a copy in a folder of its own, which goes when this is disposed of.
/// For one thread.
/// </summary>
internal sealed class SqliteSource : IDisposable
{
    private readonly string? copy;

    private SqliteSource(string path, SqliteConnection connection, string? copy) => (Path, Connection, this.copy) = (path, connection, copy);

    public string Path { get; }

    public SqliteConnection Connection { get; }

    /// <summary>The columns of every table, by the table's name in lower case.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Tables { get; private set; } = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);

    /// <exception cref="RunSourceException">There is no such file, or it is no database that can be read.</exception>
    public static SqliteSource Open(string path)
    {
        var walMode = IsWriteAheadLogged(path);
        var beside = new[] { path + "-wal", path + "-journal" }.Where(f => File.Exists(f) && new FileInfo(f).Length > 0).ToList();
        var copy = beside.Count == 0 ? null : Copy(path, beside);
        var connection = copy is null ? Connect(path, still: walMode) : Connect(System.IO.Path.Combine(copy, "source.db"), SqliteOpenMode.ReadWrite);
        var source = new SqliteSource(path, connection, copy);
        try
        {
            connection.Open();
            source.Tables = source.ReadTables();
            return source;
        }
        catch (SqliteException e)
        {
            source.Dispose();
            throw Damaged(path, e);
        }
    }

    /// <summary>True where the file is a database that has these tables, each with these columns. Reads its first pages only and never fails.</summary>
    public static bool Has(string path, params (string Table, string Column)[] wanted)
    {
        try
        {
            IsWriteAheadLogged(path);
            using var source = new SqliteSource(path, Connect(path, still: true), null);
            source.Connection.Open();
            source.Tables = source.ReadTables();
            return wanted.All(w => source.HasColumn(w.Table, w.Column));
        }
        catch (Exception e) when (e is SqliteException or RunSourceException)
        {
            return false;
        }
    }

    public bool HasColumn(string table, string column) => Tables.TryGetValue(table, out var columns) && columns.Contains(column);

    /// <exception cref="RunSourceException">Tables or columns are missing: all of them are named.</exception>
    public void Require(string what, params (string Table, string[] Columns)[] needed)
    {
        var missing = needed.Where(n => !Tables.ContainsKey(n.Table)).Select(n => $"table {n.Table}")
            .Concat(needed.Where(n => Tables.ContainsKey(n.Table)).SelectMany(n => n.Columns.Where(c => !HasColumn(n.Table, c)).Select(c => $"column {n.Table}.{c}"))).ToList();
        if (missing.Count > 0)
            throw new RunSourceException($"{Path} is a SQLite database, but not {what}: it has no {string.Join(", no ", missing)}. Its tables are: {(Tables.Count == 0 ? "none" : string.Join(", ", Tables.Keys.Order(StringComparer.Ordinal).Take(20)))}.");
    }

    public SqliteRows Rows(string sql, CancellationToken cancellationToken) => new(this, sql, cancellationToken);

    public long Count(string table)
    {
        using var rows = Rows($"SELECT COUNT(*) FROM {table}", CancellationToken.None);
        return rows.Next() ? rows.Integer(0) ?? 0 : 0;
    }

    public void Dispose()
    {
        Connection.Dispose();
        if (copy is not null)
            Directory.Delete(copy, recursive: true);
    }

    internal static RunSourceException Damaged(string path, SqliteException e) => new($"{path} cannot be read as a SQLite database ({e.SqliteErrorCode}: {e.Message}). It is damaged, cut off or in use; copy it again from where it was made, or ask SQLite to recover it.", e);

    private static SqliteConnection Connect(string path, SqliteOpenMode mode) => new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);

    /// <param name="still">Nobody else writes, so no lock and no shared-memory file is needed: the only way to read a write-ahead-logged file without writing beside it.</param>
    private static SqliteConnection Connect(string path, bool still)
    {
        if (!still)
            return Connect(path, SqliteOpenMode.ReadOnly);
        var escaped = System.IO.Path.GetFullPath(path).Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3f", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);
        return Connect($"file:{escaped}?immutable=1", SqliteOpenMode.ReadOnly);
    }

    /// <summary>Bytes 18 and 19 of the header tell how the file is written; the first 16 that it is one.</summary>
    private static bool IsWriteAheadLogged(string path)
    {
        try
        {
            Span<byte> header = stackalloc byte[100];
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
            if (read == 0)
                throw new RunSourceException($"{path} is empty; it holds no database.");
            if (!header.StartsWith("SQLite format 3\0"u8))
                throw new RunSourceException($"{path} is no SQLite database: it begins with '{Printable(header[..Math.Min(read, 16)])}'. Choose another format, or another file.");
            return header[18] == 2 || header[19] == 2;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunSourceException($"{path} cannot be opened: {e.Message}", e);
        }
    }

    private static string Printable(ReadOnlySpan<byte> bytes) => string.Concat(Encoding.Latin1.GetString(bytes).Select(c => c is >= ' ' and <= '~' ? c : '·'));

    /// <summary>Copies the file and what lies beside it until nobody has written in between.</summary>
    private static string Copy(string path, List<string> beside)
    {
        var folder = Directory.CreateTempSubdirectory("sdl-import-").FullName;
        try
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                var before = Stamp(path, beside);
                CopyFile(path, System.IO.Path.Combine(folder, "source.db"));
                foreach (var file in beside)
                    CopyFile(file, System.IO.Path.Combine(folder, "source.db" + file[path.Length..]));
                if (Stamp(path, beside) == before)
                    return folder;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Directory.Delete(folder, recursive: true);
            throw new RunSourceException($"{path} has a journal beside it and could not be copied for reading: {e.Message}", e);
        }

        Directory.Delete(folder, recursive: true);
        throw new RunSourceException($"{path} is being written to; import it when its runs have ended, or import a copy.");
    }

    private static string Stamp(string path, List<string> beside) => string.Join('|', beside.Prepend(path).Select(f => $"{new FileInfo(f).LastWriteTimeUtc.Ticks} {new FileInfo(f).Length}"));

    private static void CopyFile(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = new FileStream(to, FileMode.Create, FileAccess.Write);
        source.CopyTo(target);
    }

    private Dictionary<string, IReadOnlySet<string>> ReadTables()
    {
        var tables = new Dictionary<string, IReadOnlySet<string>>(StringComparer.OrdinalIgnoreCase);
        using var command = Connection.CreateCommand();
        command.CommandText = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%'";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (!tables.TryGetValue(reader.GetString(0), out var columns))
                tables[reader.GetString(0)] = columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            ((HashSet<string>)columns).Add(reader.GetString(1));
        }

        return tables;
    }
}
