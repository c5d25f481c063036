using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation.Line;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>What is simulated to answer a question. Made once.</summary>
internal sealed class AdvicePlan
{
    private static readonly string[] Usual = [StrategyNames.Auto, StrategyNames.NoisyImprovement, StrategyNames.ExpectedImprovement, StrategyNames.ModeCycle];
    private readonly CampaignDefinition definition;
    private readonly LabModel lab;
    private readonly Dictionary<string, IReadOnlyList<int>> larger = [];

    /// <exception cref="AdviceRefusedException">The question cannot be answered.</exception>
    public AdvicePlan(AdviceQuestion question)
    {
        (definition, lab) = (question.Definition, question.Lab);
        var reasons = AdviceCheck.Reasons(question);
        if (reasons.Count > 0)
            throw new AdviceRefusedException(reasons);
        Lines = new SimulatedLines(definition, lab, question.Seed);
        Strategies = [.. (question.Strategies.Count > 0 ? question.Strategies : [definition.Strategy.Name, .. Usual]).Distinct()
            .Select(name => name == definition.Strategy.Name ? definition.Strategy : new StrategyChoice(name))];
        Preference = [StrategyNames.Auto, definition.Strategy.Name, .. Usual];
        InFlight = question.InFlight.Count > 0 ? [.. question.InFlight.Distinct().Order()] : InFlightCandidates.Of(definition, Lines, lab);
        var budget = new Budget(Math.Min(definition.Budget.Experiments ?? int.MaxValue, Horizon.MostExperiments), definition.Budget.Hours);
        var runs = InFlight.Select(k => Lines.Of(k, budget, 0)).ToList();
        if (runs.Find(r => r.Stuck is not null)?.Stuck is { } stuck)
            throw new AdviceRefusedException([stuck]);
        Horizon = Horizon.Of(definition.Budget, runs);
        if (Horizon.MostFinished == 0)
        {
            throw new AdviceRefusedException([$"No experiment ends within the budget of {AdviceWording.Hours(definition.Budget.Hours!.Value)}: one alone takes {AdviceWording.Hours(definition.Workflow.SerialSeconds / 3600)}. Give more hours."]);
        }

        Problems = AdvisedProblems.Of(question);
        Start = new SimulationStart(definition.InitialDesign, Problems.Known);
    }

    public SimulatedLines Lines { get; }

    public Horizon Horizon { get; }

    /// <summary>Numbers in flight to choose from, rising.</summary>
    public IReadOnlyList<int> InFlight { get; }

    public IReadOnlyList<StrategyChoice> Strategies { get; }

    /// <summary>Strategies by their names in the order in which they are preferred where they do as well.</summary>
    public IReadOnlyList<string> Preference { get; }

    public AdvisedProblems Problems { get; }

    public SimulationStart Start { get; }

    /// <summary>Numbers in flight worth trying with one more station of a kind; null where none of that kind is known.</summary>
    public IReadOnlyList<int>? LargerLab(string kind)
    {
        if (lab.Stations.All(s => s.Station.Kind != kind))
            return null;
        if (!larger.TryGetValue(kind, out var known))
            larger[kind] = known = InFlightCandidates.Of(definition, Lines, lab.WithOneMore(kind), kind);
        return known;
    }
}
