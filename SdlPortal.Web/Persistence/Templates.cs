using Microsoft.EntityFrameworkCore;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;

namespace SdlPortal.Web.Persistence;

/// <summary>A template in the list, without its content.</summary>
public sealed record TemplateEntry(Guid Id, string Name, DateTimeOffset CreatedAt, string CreatedBy);

/// <summary>Drafts that people saved to begin other campaigns from; each has a name of its own (case does not matter). Safe for any thread.</summary>
public sealed class Templates(IDbContextFactory<PortalContext> contexts, TimeProvider time)
{
    public const int LongestName = 200;

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<TemplateEntry>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Templates.OrderBy(t => t.Name).Select(t => new TemplateEntry(t.Id, t.Name, t.CreatedAt, t.CreatedBy)).ToListAsync(cancellationToken);
    }

    /// <summary>A draft of its own for each caller; null when the template is gone.</summary>
    public async Task<CampaignDraft?> LoadAsync(Guid template, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var json = await context.Templates.Where(t => t.Id == template).Select(t => t.Json).FirstOrDefaultAsync(cancellationToken);
        return json is null ? null : CampaignFile.Read(json).Draft;
    }

    /// <summary>Saves a draft, finished or not, and returns the template's id.</summary>
    /// <param name="replace">Whether a template of the same name gives way; it keeps its id.</param>
    /// <exception cref="RefusedException">The name is missing, too long or taken.</exception>
    public async Task<Guid> SaveAsync(string name, CampaignDraft draft, Actor actor, bool replace = false, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.RunCampaigns);
        name = StoredName.Check(name, "template", LongestName);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Templates.FirstOrDefaultAsync(t => t.Name == name, cancellationToken);
        if (row is not null && !replace)
            throw StoredName.Taken(name, "template");
        var json = CampaignFile.Write(draft);
        if (row is null)
            context.Add(row = new TemplateRow { Id = Guid.CreateVersion7(time.GetUtcNow()), Name = name, Json = json, CreatedAt = time.GetUtcNow(), CreatedBy = actor.Name });
        else
            (row.Json, row.CreatedAt, row.CreatedBy) = (json, time.GetUtcNow(), actor.Name);
        await StoredName.SaveAsync(context, name, "template", cancellationToken);
        return row.Id;
    }

    public async Task DeleteAsync(Guid template, Actor actor, CancellationToken cancellationToken = default)
    {
        actor.Demand(Deed.RunCampaigns);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Templates.Where(t => t.Id == template).ExecuteDeleteAsync(cancellationToken);
    }
}
