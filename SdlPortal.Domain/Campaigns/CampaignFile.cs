using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SdlPortal.Domain.Campaigns;

/// <summary>
/// The one JSON form of a campaign, shared by the designer's import and export, the command line and the event log; described in
/// docs/campaign-file.md. Reading is lenient about what is missing (the draft check says so) and exact about what is there:
/// a field of the wrong type or an unknown name is a problem of its own.
/// </summary>
public static class CampaignFile
{
    public const int Schema = 1;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a file's text into a draft; problems are those of the JSON itself, each with its path.</summary>
    public static (CampaignDraft Draft, IReadOnlyList<Problem> Problems) Read(string json)
    {
        var (draft, problems) = JsonFields.Read(json, CampaignFileFields.Read);
        return (draft ?? new CampaignDraft(), problems);
    }

    /// <summary>Reads a file's text into a valid definition.</summary>
    /// <param name="change">What is to differ from the file.</param>
    /// <exception cref="DefinitionException">With the problems of the JSON and of the definition together.</exception>
    public static CampaignDefinition ReadDefinition(string json, Action<CampaignDraft>? change = null)
    {
        var (draft, problems) = Read(json);
        change?.Invoke(draft);
        return Definition(draft, problems);
    }

    /// <summary>The valid definition of a draft.</summary>
    /// <param name="problems">What was found wrong while it was read; a field that has one is not said to be missing as well.</param>
    /// <exception cref="DefinitionException">With those problems and those of the definition together.</exception>
    public static CampaignDefinition Definition(CampaignDraft draft, IReadOnlyList<Problem> problems)
    {
        var all = problems.Concat(DraftCheck.Problems(draft).Where(p => !problems.Any(q => q.Path == p.Path))).ToList();
        return all.Count > 0 ? throw new DefinitionException(all) : CampaignDefinition.From(draft);
    }

    /// <summary>The draft as indented JSON with the names of the schema.</summary>
    public static string Write(CampaignDraft draft) => CampaignFileFields.Write(draft).ToJsonString(Indented) + "\n";

    public static string Write(CampaignDefinition definition) => Write(definition.ToDraft());

    internal static JsonObject WriteNode(CampaignDefinition definition) => CampaignFileFields.Write(definition.ToDraft());
}
