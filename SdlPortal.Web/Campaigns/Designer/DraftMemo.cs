using System.Text.Json;
using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>A form as the browser keeps it while it is being edited: the campaign file, and the texts that are no numbers.</summary>
/// <param name="Offer">A campaign file with all of the warm start that was handed over; null where the form's file has it.</param>
public sealed record DraftMemo(string File, IReadOnlyDictionary<string, string> Texts, DateTimeOffset At, string? Offer = null)
{
    public static string Write(DesignerForm form, DateTimeOffset now) =>
        JsonSerializer.Serialize(new DraftMemo(CampaignFile.Write(form.Draft), form.UnreadableTexts(), now, form.Offer is { } offer && !ReferenceEquals(offer.Whole, form.Draft.WarmStart) ? CampaignFile.Write(new CampaignDraft { WarmStart = offer.Whole }) : null));

    /// <summary>Null when the text is not a memo of this version.</summary>
    public static DraftMemo? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            return JsonSerializer.Deserialize<DraftMemo>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Restore(DesignerForm form)
    {
        var draft = CampaignFile.Read(File).Draft;
        form.Load(draft, Offer is not null && CampaignFile.Read(Offer).Draft.WarmStart is { } whole ? WarmStartOffer.Of(whole, draft.WarmStart) : null);
        foreach (var (path, text) in Texts)
        {
            if (form.Knows(path))
                form.Type(path, text);
        }

        form.Touched = true;
        form.Recheck();
    }
}
