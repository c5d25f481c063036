using Microsoft.EntityFrameworkCore;
using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Persistence;

/// <summary>The rules for names that people give to what they store: present, not too long, not taken.</summary>
internal static class StoredName
{
    public static string Check(string name, string what, int longest)
    {
        name = name.Trim();
        if (name.Length == 0)
            throw new RefusedException($"The {what} has no name; give it one.");
        if (name.Length > longest)
            throw new RefusedException($"The {what}'s name has {name.Length} characters; shorten it to {longest}.");
        return name;
    }

    public static RefusedException Taken(string name, string what) => new($"There is a {what} '{name}' already; choose another name, or replace it.");

    /// <summary>Saves; the database has the last word on whether the name is taken.</summary>
    public static async Task SaveAsync(PortalContext context, string name, string what, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsDuplicateKey(e))
        {
            throw Taken(name, what);
        }
    }
}
