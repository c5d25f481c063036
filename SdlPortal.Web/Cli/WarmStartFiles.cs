using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Web.Campaigns.Designer;

namespace SdlPortal.Web.Cli;

/// <summary>Puts the recommendation that a campaign file names in its place, before anything starts (docs/campaign-file.md).</summary>
internal static class WarmStartFiles
{
    private const string Path = "warmStart.recommendation";

    /// <summary>Reads the file and writes its region and donors into the draft, in the draft's parameters and units. A draft that names none is left as it is.</summary>
    /// <param name="folder">Of the campaign file.</param>
    /// <param name="notes">Receives what was converted, clipped or left out.</param>
    /// <returns>Everything that is wrong with the recommendation, and how it does not fit.</returns>
    public static async Task<IReadOnlyList<Problem>> ResolveAsync(CampaignDraft draft, string folder, TextWriter notes, CancellationToken cancellationToken)
    {
        if (draft.WarmStart is not { } start || string.IsNullOrWhiteSpace(start.Recommendation))
            return [];
        var name = start.Recommendation.Trim();
        if (start.Regions.Count + start.Donors.Count > 0)
            return [new Problem(Path, "Beside a recommendation there are regions or donors.", "Keep either the recommendation's file or what stands beside it; only initial points may stand beside it.")];
        string text;
        try
        {
            text = await File.ReadAllTextAsync(System.IO.Path.Combine(folder, name), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [new Problem(Path, $"The recommendation '{name}' cannot be read: {e.Message.TrimEnd('.')}.", "Its path counts from the folder of the campaign file; `meta recommend --out` writes one.")];
        }

        var (recommendation, problems) = RecommendationFile.Read(text);
        if (recommendation is null)
            return [.. problems.Select(p => p with { Path = $"{Path} ({name}) {p.Path}" })];
        // A space with problems of its own has to be put right first.
        if (DraftParts.Space(draft, withObjectives: true) is not { } parts)
            return [new Problem(Path, $"Whether the recommendation '{name}' fits was not looked at.", "Correct the parameters, constraints and objectives first.")];
        try
        {
            var (fitted, remarks) = RecommendedStart.Of(parts.Space, parts.Objectives, recommendation, new WarmStartOrigin(start.Origin?.Title ?? System.IO.Path.GetFileName(name)));
            foreach (var remark in remarks)
                await notes.WriteLineAsync($"{name}: {remark}");
            var points = start.InitialPoints;
            draft.WarmStart = WarmStartDraft.Of(fitted);
            draft.WarmStart.InitialPoints = points;
            return [];
        }
        catch (DefinitionException e)
        {
            return [.. e.Problems.Select(p => p with { Path = p.Path == "region" ? Path : p.Path })];
        }
    }
}
