using System.Text.Json;
using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>A form as the browser keeps it while it is being edited: the campaign file, and the texts that are no numbers.</summary>
public sealed record DraftMemo(string File, IReadOnlyDictionary<string, string> Texts, DateTimeOffset At)
{
    public static string Write(DesignerForm form, DateTimeOffset now) =>
        JsonSerializer.Serialize(new DraftMemo(CampaignFile.Write(form.Draft), form.UnreadableTexts(), now));

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
        form.Load(CampaignFile.Read(File).Draft);
        foreach (var (path, text) in Texts)
        {
            if (form.Knows(path))
                form.Type(path, text);
        }

        form.Touched = true;
        form.Recheck();
    }
}
