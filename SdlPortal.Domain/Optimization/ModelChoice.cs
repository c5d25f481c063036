using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Feasibility;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Domain.Optimization.Search;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// One suggestion by a model, from the request to the reason: encode, fit, let pending experiments enter by the policy, build the strategy's acquisition,
/// weigh it, maximize it under the duplicate policy, explain. Used once.
/// </summary>
internal sealed class ModelChoice
{
    private readonly ModelStrategy strategy;
    private readonly EncodedRequest encoded;
    private readonly PendingPolicy policy;
    private readonly CancellationToken cancellationToken;
    private readonly List<string> remarks = [];
    private readonly Transfer? transfer;

    /// <exception cref="SuggestionException">The strategy cannot do what the request wants about pending experiments.</exception>
    public ModelChoice(ModelStrategy strategy, SuggestionRequest request, CancellationToken cancellationToken)
    {
        this.strategy = strategy;
        this.cancellationToken = cancellationToken;
        encoded = new EncodedRequest(request);
        transfer = Transfer.Of(encoded);
        policy = request.Strategy.Pending ?? strategy.PendingPolicies[0];
        if (!strategy.PendingPolicies.Contains(policy))
            throw new SuggestionException($"'{strategy.Name}' cannot do '{PolicyNames.Of(policy)}' about pending experiments. Choose one of {string.Join(", ", strategy.PendingPolicies.Select(PolicyNames.Of))}.");
    }

    public Suggestion Suggest()
    {
        if (transfer?.Drawn(strategy.Name) is { } drawn)
            return drawn;
        if (encoded.DistinctResults is < 2 and var distinct)
        {
            if (transfer?.First(strategy.Name) is { } first)
                return first;
            var (configuration, notes) = SpaceFilling.Farthest(encoded, 0xF111);
            var known = distinct == 0 ? "No result is known yet" : "Results of only one configuration are known";
            return Noted(encoded.Suggest(configuration, strategy.Name, [.. notes, $"{known}; a model needs two, so this point fills the space."]));
        }

        try
        {
            return ByModel();
        }
        catch (CholeskyException e)
        {
            var (configuration, notes) = SpaceFilling.Random(encoded, 0xFA11);
            return Noted(encoded.Suggest(configuration, strategy.Name, [.. notes, $"The model could not be fitted, so this point is random. {e.Message}"]));
        }
    }

    private Suggestion ByModel()
    {
        var models = new ObjectiveModels(encoded, strategy, transfer, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var outlook = new Outlook(encoded, models.Main, policy, cancellationToken);
        var front = models.SeeksFront ? models.Front(policy) : null;
        var own = front?.Acquire() ?? strategy.Acquire(outlook);
        var usable = Usable(models);
        var acquisition = Weighted(own, outlook, front, usable);
        var found = Search(acquisition, outlook, front?.Near ?? outlook.Ranked);
        var chosen = found.Free!;
        var deviation = found.Optimum.Configuration.Equals(chosen.Configuration) ? null : new Deviation(WhyNot(found.Optimum), found.Optimum.Configuration);
        if (Exploration.IsDue(encoded.Request))
        {
            var (configuration, notes) = SpaceFilling.Farthest(encoded, 0xE10, chosen.Unit);
            var unit = encoded.Sampler.Region.Cube.Encode(configuration);
            chosen = new Spot(unit, configuration, acquisition.Score(unit, default));
            deviation = new Deviation(Exploration.Reason(encoded.Request), found.Optimum.Configuration);
            remarks.AddRange(notes);
        }

        if (found.IsFlat)
            remarks.Add("The acquisition is the same everywhere within rounding, so this place is as good as any other.");
        var share = Share(acquisition, found.Optimum.Score, outlook);
        var suggestion = Noted(encoded.Suggest(chosen.Configuration, strategy.Name, [.. models.Remarks, .. remarks]));
        return suggestion with
        {
            Rationale = suggestion.Rationale with
            {
                Predicted = models.Predict(chosen.Unit),
                Acquisition = acquisition.Name,
                AcquisitionValue = Finite(models.Restore(acquisition.Value(chosen.Score))),
                AcquisitionShare = deviation is null ? 1 : share(chosen.Score),
                Incumbent = encoded.HasFeasibleResult ? models.Incumbent(own, front) : null,
                LengthScales = [.. encoded.Sampler.Region.Cube.Columns.Select((c, j) => new LengthScale(c.Name, models.Main.Hyper.LengthScales[j]))],
                Fit = models.Kept,
                PendingPolicy = encoded.Request.Pending.Count > 0 ? policy : null,
                Deviation = deviation,
                RunnerUp = found.RunnerUp is { } second && share(second.Score) is { } part ? new Alternative(second.Configuration, part) : null,
                Influences = models.Influences(chosen.Unit),
                Feasibility = usable.Count == 0 ? null : usable.Aggregate(1.0, (product, c) => product * Math.Exp(c.LogProbability(chosen.Unit, default))),
                NoiseSd = models.NoiseSd,
            },
        };
    }

    private Suggestion Noted(Suggestion suggestion) => transfer?.Noted(suggestion) ?? suggestion;

    private string WhyNot(Spot optimum)
    {
        var what = encoded.IsPending(optimum.Unit, optimum.Configuration) ? "is pending"
            : encoded.IsRefused(optimum.Unit, optimum.Configuration) ? "was rejected before"
            : "is measured already, and a repeat would tell too little";
        return $"The place with the best acquisition {what}, so the best one after it was taken.";
    }

    /// <summary>The acquisition times everything that makes an experiment worth less whatever the strategy.</summary>
    private AcquisitionFunction Weighted(AcquisitionFunction acquisition, Outlook outlook, FrontImprovement? front, IReadOnlyList<Chance> chances)
    {
        var usable = chances.Select(c => c.LogWeight).ToList();
        var reasons = usable.Count > 0 ? "probability of feasibility" : "";
        if (encoded.Request.Screen is { } screen)
        {
            usable.Add(screen);
            reasons += reasons.Length > 0 ? " and the twin's screen" : "the twin's screen";
        }

        if (transfer?.LogWeight is { } belief)
        {
            usable.Add(belief);
            reasons += reasons.Length > 0 ? " and the prior over the space" : "the prior over the space";
        }

        var data = outlook.Fitted.Data;
        if (!encoded.HasFeasibleResult)
        {
            remarks.Add("No result keeps every bound on outcomes yet, so this experiment is the one most likely to.");
            return new WeighedAcquisition(null, usable, data.Dimension, reasons);
        }

        if (policy == PendingPolicy.Penalized && encoded.Pending.Count > 0 && front is null)
            acquisition = new LocalPenalty(acquisition, outlook.Fitted, encoded.Pending, outlook.BestLatent, encoded.Seed(0x9E));
        if (usable.Count == 0)
            return acquisition;

        return new WeighedAcquisition(acquisition, usable, data.Dimension, reasons, Floor(acquisition, outlook.Fitted), acquisition is MaximinDistance ? 1e-3 : data.Deviation);
    }

    /// <summary>All that makes an experiment usable; empty while nothing speaks against any.</summary>
    private List<Chance> Usable(ObjectiveModels models)
    {
        var chances = new List<Chance>();
        if (FeasibilityModel.Fit(encoded.Inputs, encoded.Abandoned, encoded.Sampler.Region.Cube.Categorical) is { } recipes)
            chances.Add(new Chance(recipes.LogProbability, recipes.LogWeight));
        foreach (var constraint in encoded.Request.OutcomeConstraints)
        {
            var outcome = encoded.Request.Aims.IndexOf(constraint.Outcome);
            var bound = encoded.Request.Objectives[outcome].Oriented(constraint.Value) / encoded.OutputScales[outcome];
            var sign = encoded.Request.Objectives[outcome].Oriented(constraint.Relation == Relation.AtMost ? -1 : 1);
            var kept = new OutcomeChance(models.Own(outcome), sign, bound);
            chances.Add(new Chance(kept.LogProbability, kept.LogProbability));
        }

        return chances;
    }

    /// <summary>The search under the strictest rule that leaves anything free.</summary>
    private Found Search(AcquisitionFunction acquisition, Outlook outlook, IReadOnlyList<int> ranked)
    {
        var box = strategy.SearchIn(outlook);
        var near = ranked.Where(i => encoded.IsInside[i]).Take(4).Select(i => encoded.Inputs[i]).ToList();
        foreach (var (isTaken, remark) in encoded.Rules(MayRepeat(outlook.Fitted)))
        {
            if (box is not null && SearchIn(box, acquisition, near, isTaken) is { Free: not null } inside)
                return Noted(inside, remark);
            if (AcquisitionMaximizer.Find(acquisition, encoded.Sampler, near, isTaken, encoded.Seed(0x3A), null, cancellationToken) is not { Free: not null } found)
                continue;
            if (box is not null)
                remarks.Add("Nothing is left inside the trust region, so the whole space was searched.");
            return Noted(found, remark);
        }

        throw new SuggestionException("The search found no configuration that keeps the constraints. Loosen a constraint or widen a bound.");
    }

    /// <summary>The search in a part of the space; null where nothing in it keeps the constraints.</summary>
    private Found? SearchIn(SearchBox box, AcquisitionFunction acquisition, IReadOnlyList<double[]> near, Func<double[], Configuration, bool> isTaken)
    {
        try
        {
            return box.Within(encoded.Sampler.Region.Cube).Find(acquisition, near, isTaken, encoded.Seed(0x3A), cancellationToken);
        }
        catch (InfeasibleSpaceException)
        {
            return null;
        }
    }

    private Found Noted(Found found, string? remark)
    {
        if (remark is not null)
            remarks.Add(remark);
        return found;
    }

    private bool MayRepeat(GaussianProcess fitted) => encoded.Request.Strategy.Duplicates switch
    {
        DuplicatePolicy.Forbid => false,
        DuplicatePolicy.AsReplicates => true,
        _ => RepeatsTell(fitted),
    };

    /// <summary>A repeat tells something when the noise is at least 2 % of the results' spread and there were enough results to see that.</summary>
    private static bool RepeatsTell(GaussianProcess fitted) => fitted.Hyper.Noise >= 4e-4 && fitted.Data.Count >= 3 * (fitted.Data.Dimension + 1);

    /// <summary>
    /// Value over the largest value, for any score; for functions that are not counted from 0 (an upper bound of the objective, say) both are measured from
    /// the model's overall mean. Null where the largest is not above that.
    /// </summary>
    private static Func<double, double?> Share(AcquisitionFunction acquisition, double largest, Outlook outlook)
    {
        if (acquisition.IsLogarithmic)
            return score => Finite(Math.Min(1, Math.Exp(score - largest)));
        var floor = Floor(acquisition, outlook.Fitted);
        var most = acquisition.Value(largest) - floor;
        return score => most > 0 ? Math.Clamp((acquisition.Value(score) - floor) / most, 0, 1) : null;
    }

    /// <summary>What a value that is no logarithm is counted from: a distance from 0, what estimates the objective from the model's mean.</summary>
    private static double Floor(AcquisitionFunction acquisition, GaussianProcess model) => acquisition is MaximinDistance ? 0 : model.OverallMean;

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
