using System.Text;
using SdlPortal.Domain.Campaigns;

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
    });

    /// <summary>The campaign's name with everything left out that some file system refuses.</summary>
    internal static string FileName(string campaign)
    {
        var safe = string.Concat(campaign.Trim().Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c : '-')).Trim('-');
        return (safe.Length == 0 ? "campaign" : safe.Length > 80 ? safe[..80] : safe) + ".campaign.json";
    }
}
