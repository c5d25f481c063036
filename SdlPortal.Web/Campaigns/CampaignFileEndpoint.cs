using System.Text;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;
using SdlPortal.Web.Accounts;

namespace SdlPortal.Web.Campaigns;

/// <summary>A campaign's definition as a file to keep, send or start anew.</summary>
internal static class CampaignFileEndpoint
{
    public static string Address(Guid campaign) => $"/api/campaigns/{campaign}/file";

    public static void MapCampaignFiles(this IEndpointRouteBuilder app) => app.MapGet("/api/campaigns/{id:guid}/file", async (Guid id, ICampaignLog log, CancellationToken cancellationToken) =>
    {
        var events = await log.ReadAsync(id, 0, cancellationToken);
        if (events.Count == 0)
            return Results.Problem($"There is no campaign {id}; it may have been deleted.", statusCode: StatusCodes.Status404NotFound);
        var definition = Campaign.Fold(id, events).Definition;
        return Results.File(Encoding.UTF8.GetBytes(CampaignFile.Write(definition)), "application/json", FileName(definition.Name));
    }).Needs(Deed.Look);

    internal static string FileName(string campaign) => SafeName(campaign, "campaign") + ".campaign.json";

    /// <summary>A name with everything left out that some file system refuses.</summary>
    internal static string SafeName(string name, string otherwise)
    {
        var safe = string.Concat(name.Trim().Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c : '-')).Trim('-');
        return safe.Length == 0 ? otherwise : safe.Length > 80 ? safe[..80] : safe;
    }
}
