using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Plans;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>
/// The campaign that tries a recommendation: as many fresh experiments inside and outside of its region as its <see cref="ValidationDesign"/> says, both drawn evenly (parameters that the region leaves free and those that it does not know, too),
/// in blocks of both kinds so that a drift of the lab does not speak for either. Pure: the design's seed decides every point.
/// </summary>
public static class ValidationCampaign
{
    private const int LongestName = 200;

    /// <param name="id">Of the recommendation.</param>
    /// <param name="version">Of its document.</param>
    /// <param name="basis">Whose parameters, constraints, objectives, workflow and lab it takes; its strategy, budget and warm start do not matter.</param>
    /// <param name="known">Configurations, in the parameters of <paramref name="basis"/>, that are not fresh beside those of the recommendation's donors.</param>
    /// <exception cref="RefusedException">The region cannot be tried in this space: the reason and the way out.</exception>
    /// <exception cref="DefinitionException">The region does not fit the parameters or the objective: all problems at once.</exception>
    public static CampaignDefinition Of(RecommendationDocument document, Guid id, int version, CampaignDefinition basis, IReadOnlyCollection<Configuration>? known = null)
    {
        if (document.Subject == RecommendationSubject.Variant)
            throw new RefusedException($"'{document.Title}' recommends a variant, not a region: design a campaign for that variant and one for another by hand, with equal points.");
        var design = document.Validation;
        if (design.Inside < 1 || design.Outside < 1)
            throw new RefusedException($"The validation has {design.Inside} experiments inside and {design.Outside} outside; only both kinds together can show a difference. Revise the recommendation's validation.");
        var origin = new WarmStartOrigin(document.Title, WarmStartPurpose.Validate, id, version);
        var fit = RecommendedStart.Fit(basis.Space, basis.Objectives, document.Evidence);
        var start = fit.ToWarmStart(origin);
        if (start.Regions.Count == 0 || start.Regions.Any(r => r.Sides.Count == 0))
            throw new RefusedException("The region covers all of this campaign's space, so nothing outside of it can be tried. Widen the bounds of the parameters that the region names, or choose another campaign as the base.");
        var points = Points(start, basis.Space, design, [.. start.Donors.SelectMany(d => d.Runs).Select(r => r.Configuration), .. known ?? []]);

        var draft = basis.ToDraft();
        draft.Name = Shortened($"Validation of {document.Title}");
        draft.Description = string.Join(" ", [
            string.Create(CultureInfo.InvariantCulture, $"{design.Inside} fresh experiments inside and {design.Outside} outside of the region of '{document.Title}' (version {version}), drawn evenly, in blocks of both kinds in random order."),
            .. fit.Remarks.Where(r => !r.Contains("donor", StringComparison.Ordinal))]);
        (draft.Strategy, draft.PendingPolicy, draft.Phases, draft.ExplorationShare, draft.Duplicates, draft.Prescreen) = ("random", null, [], null, null, null);
        (draft.InitialKind, draft.InitialCount, draft.BudgetExperiments, draft.BudgetHours, draft.Seed) = ("random", points.Count, points.Count, null, design.Seed);
        draft.WarmStart = WarmStartDraft.Of(start with { InitialPoints = points, Donors = [] });
        return CampaignDefinition.From(draft);
    }

    private static EquatableList<Configuration> Points(WarmStart start, SearchSpace space, ValidationDesign design, HashSet<Configuration> known)
    {
        var draw = new EvenDraw(space, [.. start.Regions]);
        var random = SeededRandom.Derive(design.Seed, 0x1D);
        List<Configuration> Take(int count, bool inside)
        {
            var taken = new List<Configuration>();
            while (taken.Count < count)
            {
                var fresh = draw.Next(inside, random, known) ?? throw new RefusedException(inside
                    ? $"The region leaves only {taken.Count} fresh configurations to try, and the validation needs {count}: all others that were drawn are in the evidence already. Widen the bounds or the levels, or revise the validation's number."
                    : $"Only {taken.Count} of {count} fresh configurations outside of the region were found: the region covers nearly all of this campaign's space. Widen the bounds of the parameters that the region names, or choose another campaign as the base.");
                known.Add(fresh);
                taken.Add(fresh);
            }

            return taken;
        }

        return InBlocks(Take(design.Inside, true), Take(design.Outside, false), random).ToEquatableList();
    }

    /// <summary>Blocks of about two of each kind, shuffled within: over any stretch of time both kinds are nearly equally many.</summary>
    private static IEnumerable<Configuration> InBlocks(List<Configuration> inside, List<Configuration> outside, SeededRandom random)
    {
        var blocks = Math.Max(1, Math.Min(inside.Count, outside.Count) / 2);
        for (var b = 0; b < blocks; b++)
        {
            var block = Part(inside, b, blocks).Concat(Part(outside, b, blocks)).ToList();
            for (var i = block.Count - 1; i > 0; i--)
            {
                var j = (int)random.NextInt(i + 1);
                (block[i], block[j]) = (block[j], block[i]);
            }

            foreach (var point in block)
                yield return point;
        }
    }

    private static IEnumerable<T> Part<T>(List<T> items, int part, int of) => items.Skip(part * items.Count / of).Take(((part + 1) * items.Count / of) - (part * items.Count / of));

    private static string Shortened(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)] + "…";
}
