using Microsoft.AspNetCore.Components.Forms;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;
using SdlPortal.Domain.Simulation;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>Stores an uploaded table of results once it was read against the draft's parameters and objectives.</summary>
internal static class TableUpload
{
    public const int MostBytes = 20 * 1024 * 1024;

    /// <returns>The name it is stored under, or the sentence that says why it is not.</returns>
    public static async Task<(string? Name, string? Problem)> StoreAsync(IBrowserFile file, CampaignDraft draft, ResultTables tables, Actor actor, CancellationToken cancellationToken)
    {
        actor.Demand(Deed.RunCampaigns);
        if (file.Size > MostBytes)
            return (null, $"The file has {file.Size / 1024 / 1024} MB; a table has at most {MostBytes / 1024 / 1024} MB.");
        // The table is chosen by its upload: only its own field may still be missing.
        var checkedDraft = CampaignFile.Read(CampaignFile.Write(draft)).Draft;
        (checkedDraft.GroundTruth, checkedDraft.Prescreen) = (null, null);
        if (DraftCheck.Problems(checkedDraft).Count > 0)
            return (null, "The table is read against the parameters and objectives; solve the other problems of this page first.");
        var definition = CampaignDefinition.From(checkedDraft);
        await using var stream = file.OpenReadStream(MostBytes, cancellationToken);
        using var reader = new StreamReader(stream);
        var csv = await reader.ReadToEndAsync(cancellationToken);
        try
        {
            var table = ResultTable.Read(new StringReader(csv), definition.Space, definition.Objectives);
            var name = Path.GetFileNameWithoutExtension(file.Name);
            await tables.SaveAsync(name, csv, table.Rows.Count, [.. definition.Space.Parameters.Select(p => p.Name), .. definition.Objectives.Select(o => o.Name)], actor, cancellationToken: cancellationToken);
            return (name, null);
        }
        catch (ResultTableException e)
        {
            return (null, e.Message);
        }
        catch (RefusedException e)
        {
            return (null, e.Message);
        }
    }
}
