using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>What the simulated campaigns of an advice measure on and know from the start, and what is to be said about it. Immutable.</summary>
internal sealed record AdvisedProblems(AdviceBasis Basis, Func<int, StudyProblem> Draw, IReadOnlyList<Observation> Known)
{
    /// <summary>Prior results that simulated campaigns are told: each makes every suggestion slower.</summary>
    public const int MostKnown = 150;

    public double? R2 { get; private init; }

    public bool IsUnreliable { get; private init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    /// <exception cref="AdviceRefusedException">The prior results cannot be used.</exception>
    public static AdvisedProblems Of(AdviceQuestion question)
    {
        var space = question.Definition.Space;
        var index = Enumerable.Range(0, question.Definition.Objectives.Count).First(o => question.Definition.Objectives[o].IsSought);
        var objective = question.Definition.Objectives[index];
        var prior = question.Prior.Select(r => r with { Values = [r.Values[index]], StandardErrors = r.StandardErrors.Count > index ? [r.StandardErrors[index]] : [] }).ToList();
        if (prior.Count < DrawnProblems.FewestResults)
        {
            var none = prior.Count == 0 ? "No prior results are given" : string.Create(CultureInfo.InvariantCulture, $"{prior.Count} prior results are too few to learn from (at least {DrawnProblems.FewestResults} are needed)");
            return FromPrior(question, objective, $"{none}: campaigns were simulated on functions drawn from a Gaussian-process prior over the space. How far one gets depends on the material; the comparison of the choices depends on it less.");
        }

        var check = TableCheck.Of(space, objective, prior);
        if (check.Problems.Count > 0)
            throw new AdviceRefusedException([.. check.Problems.Select(p => $"The prior results cannot be used: {p.Message} {p.Remedy}")]);
        var problems = DrawnProblems.FromResults(space, objective, prior, question.Seed);
        check = check.With(problems.R2 ?? 0, []);
        var known = Selected(prior, objective, question.Seed);
        return new AdvisedProblems(AdviceBasis.PriorResults, problems.Draw, known)
        {
            R2 = problems.R2,
            IsUnreliable = !check.IsReliable,
            Remarks =
            [
                problems.Description,
                .. check.Remarks,
                .. known.Count < prior.Count ? [string.Create(CultureInfo.InvariantCulture, $"Simulated campaigns know {known.Count} of the {prior.Count} prior results, the best among them.")] : Array.Empty<string>(),
            ],
        };
    }

    /// <summary>A function without results has no scale that a target could lie on: it is maximized.</summary>
    private static AdvisedProblems FromPrior(AdviceQuestion question, Objective objective, string remark)
    {
        var sought = objective.Goal == Goal.Target ? objective with { Goal = Goal.Maximize, Target = null, Desirability = null } : objective;
        var problems = DrawnProblems.FromPrior(question.Definition.Space, sought, question.Seed);
        return new AdvisedProblems(AdviceBasis.PriorFunctions, problems.Draw, []) { Remarks = [remark] };
    }

    /// <summary>All, or a random part of them with a tenth that are the best.</summary>
    private static IReadOnlyList<Observation> Selected(List<Observation> prior, Objective objective, long seed)
    {
        if (prior.Count <= MostKnown)
            return prior;
        var order = prior.OrderByDescending(r => objective.Merit.Of(objective.Oriented(r.Values[0]))).ToArray();
        SeededRandom.Derive(seed, 0x9A27).Shuffle(order.AsSpan(MostKnown / 10));
        return order[..MostKnown];
    }
}
