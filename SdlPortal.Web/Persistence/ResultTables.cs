using System.Data;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Persistence;

/// <summary>An uploaded table of results in the list, without its content.</summary>
public sealed record ResultTableEntry(string Name, int Rows, EquatableList<string> Columns, DateTimeOffset UploadedAt, string UploadedBy);

/// <summary>
/// Uploaded tables of results, which simulated stations measure from; each has a name of its own (case does not matter), by which
/// campaigns refer to it. A table that a campaign uses stays as it is, so that the campaign can be understood later. Safe for any thread.
/// </summary>
public sealed class ResultTables(IDbContextFactory<PortalContext> contexts, TimeProvider time)
{
    public const int LongestName = 200;

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<ResultTableEntry>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.ResultTables.OrderBy(t => t.Name).Select(t => new { t.Name, t.Rows, t.Columns, t.UploadedAt, t.UploadedBy }).ToListAsync(cancellationToken);
        return rows.ConvertAll(t => new ResultTableEntry(t.Name, t.Rows, EquatableList.Create<string>(JsonSerializer.Deserialize<string[]>(t.Columns)), t.UploadedAt, t.UploadedBy));
    }

    /// <summary>The CSV text as it was uploaded; null when there is no such table.</summary>
    public async Task<string?> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        name = name.Trim();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ResultTables.Where(t => t.Name == name).Select(t => t.Csv).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Stores a table that the caller has read and found good.</summary>
    /// <param name="replace">Whether a table of the same name gives way.</param>
    /// <exception cref="RefusedException">The name is missing, too long or taken, or the table to replace is in use.</exception>
    public async Task SaveAsync(string name, string csv, int rows, IReadOnlyList<string> columns, Actor actor, bool replace = false, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.RunCampaigns);
        name = StoredName.Check(name, "table", LongestName);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        var row = await context.ResultTables.FirstOrDefaultAsync(t => t.Name == name, cancellationToken);
        if (row is not null && !replace)
            throw StoredName.Taken(name, "table");
        if (row is not null && row.Csv != csv)
            await RefuseWhenUsedAsync(context, name, "upload the other one under another name", cancellationToken);
        var names = JsonSerializer.Serialize(columns);
        if (row is null)
            context.Add(new ResultTableRow { Id = Guid.CreateVersion7(time.GetUtcNow()), Name = name, Csv = csv, Rows = rows, Columns = names, UploadedAt = time.GetUtcNow(), UploadedBy = actor.Name });
        else
            (row.Csv, row.Rows, row.Columns, row.UploadedAt, row.UploadedBy) = (csv, rows, names, time.GetUtcNow(), actor.Name);
        await StoredName.SaveAsync(context, name, "table", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <exception cref="RefusedException">A campaign uses the table.</exception>
    public async Task DeleteAsync(string name, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.RunCampaigns);
        name = name.Trim();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        await RefuseWhenUsedAsync(context, name, "delete that campaign first if it was never started; otherwise the table stays with its record", cancellationToken);
        await context.ResultTables.Where(t => t.Name == name).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task RefuseWhenUsedAsync(PortalContext context, string name, string remedy, CancellationToken cancellationToken)
    {
        var user = await context.Campaigns.Where(c => c.ResultTable == name).OrderBy(c => c.CreatedAt).Select(c => c.Name).FirstOrDefaultAsync(cancellationToken);
        if (user is not null)
            throw new RefusedException($"The campaign '{user}' uses the table '{name}'; {remedy}.");
    }
}
