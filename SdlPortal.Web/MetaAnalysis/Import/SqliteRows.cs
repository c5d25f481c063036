using System.Globalization;
using Microsoft.Data.Sqlite;
using SdlPortal.Domain.MetaAnalysis.Import;

namespace SdlPortal.Web.MetaAnalysis.Import;

/// <summary>The rows of a query, one after the other. SQLite lets any column of any row hold anything, so a value is asked for by what it should be and is null where it is not. For one thread.</summary>
internal sealed class SqliteRows : IDisposable
{
    private readonly SqliteSource source;
    private readonly SqliteCommand command;
    private readonly SqliteDataReader reader;
    private readonly CancellationToken cancellationToken;
    private long read;

    public SqliteRows(SqliteSource source, string sql, CancellationToken cancellationToken)
    {
        (this.source, this.cancellationToken) = (source, cancellationToken);
        command = source.Connection.CreateCommand();
        command.CommandText = sql;
        try
        {
            reader = command.ExecuteReader();
        }
        catch (SqliteException e)
        {
            command.Dispose();
            throw SqliteSource.Damaged(source.Path, e);
        }
    }

    /// <summary>Goes to the next row; false after the last.</summary>
    /// <exception cref="RunSourceException">The file is damaged here.</exception>
    public bool Next()
    {
        if ((++read & 1023) == 0)
            cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return reader.Read();
        }
        catch (SqliteException e)
        {
            throw SqliteSource.Damaged(source.Path, e);
        }
    }

    public long? Integer(int column) => reader.GetValue(column) switch
    {
        long number => number,
        double number when double.IsInteger(number) => (long)number,
        string text when long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>Infinite where the file holds an infinity.</summary>
    public double? Number(int column) => reader.GetValue(column) switch
    {
        double number => number,
        long number => number,
        string text when PythonNumber(text) is { } number => number,
        _ => null,
    };

    public string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public void Dispose()
    {
        reader.Dispose();
        command.Dispose();
    }

    private static double? PythonNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
