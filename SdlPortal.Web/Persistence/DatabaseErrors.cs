using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace SdlPortal.Web.Persistence;

/// <summary>What the providers' error numbers mean.</summary>
internal static class DatabaseErrors
{
    /// <summary>A primary or unique key refused a row.</summary>
    public static bool IsDuplicateKey(DbUpdateException error) => error.InnerException switch
    {
        SqliteException e => e.SqliteExtendedErrorCode is 1555 or 2067,
        SqlException e => e.Number is 2627 or 2601,
        _ => false,
    };
}
