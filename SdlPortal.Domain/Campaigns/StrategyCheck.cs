using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Campaigns;

/// <summary>The strategy's part of <see cref="DraftCheck"/>: its name, what it does about pending experiments, phases, exploration and repeats.</summary>
internal static class StrategyCheck
{
    public static StrategyChoice? Build(CampaignDraft draft, ProblemList found)
    {
        var name = found.Word("strategy.name", draft.Strategy, Strategies.Names);
        var phases = Phases(draft, found);
        var pending = Pending(draft, found, [.. new[] { name }.Concat(phases.Select(p => p.Strategy)).OfType<string>().Distinct().Select(n => Strategies.Find(n)!)]);
        if (draft.ExplorationShare is { } share && !(share >= 0 && share <= 1))
            found.Add("strategy.explorationShare", $"An exploration share of {share:R} is not possible.", "Give a number from 0 (always follow the strategy) to 1; 0.1 keeps every tenth experiment for exploring.");
        var duplicates = PolicyNames.Find<DuplicatePolicy>(found.Word("strategy.duplicates", ProblemList.Blank(draft.Duplicates) ?? PolicyNames.Of(DuplicatePolicy.WhenNoisy), PolicyNames.All<DuplicatePolicy>()));
        return name is null || duplicates is null ? null : new StrategyChoice(name)
        {
            Pending = pending,
            Phases = phases.ToEquatableList(),
            ExplorationShare = draft.ExplorationShare ?? 0,
            Duplicates = duplicates.Value,
        };
    }

    private static List<StrategyPhase> Phases(CampaignDraft draft, ProblemList found)
    {
        var phases = new List<StrategyPhase>();
        int? before = draft.InitialCount is > 0 and var initial ? initial : 0;
        for (var i = 0; i < draft.Phases.Count; i++)
        {
            var path = $"strategy.phases[{i}]";
            var from = found.Whole($"{path}.from", draft.Phases[i].From, 1, DraftCheck.MostExperiments, "The experiment with which the phase begins", "Give the number of its first experiment, counted from 1.");
            var name = found.Word($"{path}.name", draft.Phases[i].Strategy, Strategies.Names);
            if (from <= before)
            {
                found.Add($"{path}.from", i == 0 ? $"Experiment {from} belongs to the initial design of {before} experiments." : $"The phase begins at experiment {from}, but the one above it begins at {before}.",
                    $"Let it begin at experiment {before + 1} or later.");
            }

            before = from ?? before;
            if (from is not null && name is not null)
                phases.Add(new StrategyPhase(from.Value - 1, name));
        }

        return phases;
    }

    /// <summary>A policy has to be one that every strategy with a model can do, and there has to be one.</summary>
    private static PendingPolicy? Pending(CampaignDraft draft, ProblemList found, IReadOnlyList<ISuggester> chosen)
    {
        const string path = "strategy.pending";
        if (ProblemList.Blank(draft.PendingPolicy) is null || found.Word(path, draft.PendingPolicy, PolicyNames.All<PendingPolicy>()) is not { } word
            || PolicyNames.Find<PendingPolicy>(word) is not { } policy)
            return null;
        var models = chosen.OfType<ModelStrategy>().ToList();
        if (models.Count == 0 && chosen.Count > 0 && policy != PendingPolicy.Ignored)
            found.Add(path, $"{string.Join(" and ", chosen.Select(s => $"'{s.Name}'"))} {(chosen.Count == 1 ? "does" : "do")} not look at results, so '{word}' has no meaning.", "Leave it out, or choose a strategy with a model.");
        foreach (var strategy in models.Where(s => !s.PendingPolicies.Contains(policy)))
            found.Add(path, $"'{strategy.Name}' cannot do '{word}' about pending experiments.", $"Choose one of: {string.Join(", ", strategy.PendingPolicies.Select(PolicyNames.Of))}; or leave it out.");
        return policy;
    }
}
