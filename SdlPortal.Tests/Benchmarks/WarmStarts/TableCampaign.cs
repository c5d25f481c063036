using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Tests.Benchmarks.WarmStarts;

/// <summary>A campaign on a finite task until it has made one of the best configurations.</summary>
/// <param name="Rows">What was made, in order.</param>
/// <param name="Hit">Which experiment was the first of the task's best, from 1; null where none was.</param>
/// <param name="Rationales">Of each experiment; null for what nobody chose.</param>
internal sealed record TableCampaign(IReadOnlyList<int> Rows, int? Hit, IReadOnlyList<Rationale?> Rationales)
{
    /// <param name="delay">So many experiments are pending at each choice.</param>
    /// <param name="most">Experiments at most.</param>
    /// <param name="goesOn">Whether it goes on after the first hit.</param>
    public static TableCampaign Run(FiniteTask task, Arm arm, WarmStart? warmStart, int repetition, int delay, int most, bool goesOn = false, CancellationToken cancellationToken = default)
    {
        // The same for all arms: initial points and what a row measures are common luck.
        var root = SeededRandom.DeriveSeed([0x3A4, repetition, .. task.Name.Select(c => (long)c)]);
        var shuffled = task.Shuffled(root);
        var (rows, made, rationales, observations) = (new List<int>(), new HashSet<int>(), new List<Rationale?>(), new List<Observation>());
        var refused = new List<Configuration>();
        int? hit = null;
        EquatableList<FittedModel> lastFit = [];
        for (var k = 0; k < Math.Min(most, task.Rows.Count) && (goesOn || hit is null); k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var known = Math.Max(0, k - delay);
            var isRandom = arm.Strategy == StrategyNames.Random;
            var suggestion = isRandom || (warmStart is null && k < arm.Initial) ? null : Strategies.Suggest(
                new SuggestionRequest(task.Space, [task.Objective], observations[..known], [.. observations[known..].Select(o => o.Configuration)], new InitialDesign(InitialDesignKind.Random, arm.Initial),
                    new StrategyChoice(arm.Strategy) { Duplicates = DuplicatePolicy.Forbid }, SeededRandom.DeriveSeed(root, 0x57A7), k) { LastFit = lastFit, WarmStart = warmStart, Refused = [.. refused] }, cancellationToken);
            var row = suggestion is null || suggestion.Rationale.Strategy.StartsWith("initial random", StringComparison.Ordinal)
                ? Array.Find(shuffled, r => !made.Contains(r)) : task.Nearest(suggestion.Configuration, made);
            // A person would take back what the lab cannot make, so that it is not asked for again.
            if (suggestion is not null && !suggestion.Configuration.Equals(task.Rows[row]))
                refused.Add(suggestion.Configuration);
            if (suggestion is { Rationale.Fit.Count: > 0 })
                lastFit = suggestion.Rationale.Fit;
            rows.Add(row);
            made.Add(row);
            rationales.Add(suggestion?.Rationale);
            observations.Add(new Observation(task.Rows[row], [task.Measure(row, root)]));
            if (task.IsTop[row])
                hit ??= k + 1;
        }

        return new TableCampaign(rows, hit, rationales);
    }
}
