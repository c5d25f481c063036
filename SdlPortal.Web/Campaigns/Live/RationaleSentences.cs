using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Campaigns.Model;
using SdlPortal.Web.Campaigns.Twin;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>A piece of a sentence; where it names an experiment, the page links it.</summary>
internal sealed record SentencePart(string Text, int? Experiment = null);

/// <summary>Why an experiment has its configuration, in sentences. Pure.</summary>
internal static class RationaleSentences
{
    private const int MostInfluences = 5;

    public static IReadOnlyList<IReadOnlyList<SentencePart>> Of(Campaign campaign, Experiment experiment)
    {
        var rationale = experiment.Rationale;
        var objectives = campaign.Definition.Objectives;
        var space = campaign.Definition.Space;
        var lines = new List<string> { Given(campaign.Definition.WarmStart, experiment) ?? Chosen(experiment) };
        lines.Add($"{Count(rationale.Observed, "result was", "results were")} known, and {Count(rationale.Pending, "experiment was", "experiments were").ToLowerInvariant()} pending.");
        if (rationale is { PendingPolicy: { } policy, Pending: > 0 })
            lines.Add(Pending(policy, rationale.Pending));
        lines.AddRange(rationale.Predicted.Select((p, i) => Predicted(p, objectives.FirstOrDefault(o => o.Name == p.Objective), experiment, i)));
        if (rationale.Acquisition is not null)
            lines.Add(Acquisition(rationale, objectives[0]));
        if (rationale.Deviation is { } deviation)
            lines.Add($"It is not the model's optimum, which lies at {ConfigurationText.Short(space, deviation.Optimum, 6)}: {Reason(deviation.Reason)}.");
        if (rationale.Twin is { } twin)
            lines.Add(TwinWords.Sentence(twin, objectives[0]));
        if (rationale.RunnerUp is { } other)
            lines.Add($"The next best place was {ConfigurationText.Short(space, other.Configuration, 6)}, with {Percent(other.AcquisitionShare)} of the largest acquisition.");
        if (rationale.Feasibility is { } feasibility)
            lines.Add($"The model gives it {Percent(feasibility)} to work out: not to be given up, and to keep the limits on outcomes.");

        var sentences = lines.ConvertAll(l => (IReadOnlyList<SentencePart>)[new SentencePart(l)]);
        if (rationale.Influences.Count > 0)
            sentences.Add(Influences(campaign, rationale.Influences, objectives[0]));
        lines.Clear();
        AddModel(lines, rationale, objectives, space);
        // The first sentence says already which of the given points it is.
        lines.AddRange(rationale.Remarks.Where(r => r.Length > 0 && !(rationale.WarmStart?.InitialPoint is not null && r.StartsWith("Point ", StringComparison.Ordinal))).Select(Sentence));
        if (experiment.Edited)
            lines.Add("A person changed the configuration afterwards; the prediction above is for the one that was suggested.");
        return [.. sentences, .. lines.Select(l => (IReadOnlyList<SentencePart>)[new SentencePart(l)])];
    }

    /// <summary>Null for an experiment that was not among those that the campaign was given to begin with.</summary>
    private static string? Given(WarmStart? start, Experiment experiment)
    {
        if (start is null || experiment.Rationale.WarmStart is not { InitialPoint: { } number })
            return null;
        return start.Origin.Purpose == WarmStartPurpose.Validate
            ? $"It tries '{start.Origin.Title}': point {number} of {start.InitialPoints.Count}, drawn evenly {(RegionMembership.Of(start, experiment.Configuration) == true ? "inside" : "outside")} of the region, in random order."
            : $"It is point {number} of {start.InitialPoints.Count} that the campaign was given to begin with, from '{start.Origin.Title}'.";
    }

    private static string Chosen(Experiment experiment) => experiment.Source switch
    {
        SuggestionSource.Manual => "A person inserted this experiment by hand.",
        SuggestionSource.Initial when experiment.Rationale.WarmStart is not null => "It belongs to the initial design, of which every other experiment is chosen by what is known from other tasks.",
        SuggestionSource.Initial => $"It belongs to the initial design ({experiment.Rationale.Strategy}), which spreads experiments before the strategy takes over.",
        _ => $"The strategy {StrategyWords.Of(experiment.Rationale.Strategy)} chose it.",
    };

    private static string Pending(PendingPolicy policy, int pending)
    {
        var subject = pending == 1 ? "The pending experiment" : "The pending experiments";
        var (was, its) = pending == 1 ? ("was", "its prediction") : ("were", "their predictions");
        return policy switch
        {
            PendingPolicy.Joint => $"{subject} entered as unknown: the choice is averaged over what the model thinks may come of {(pending == 1 ? "it" : "them")}.",
            PendingPolicy.Believer => $"{subject} {was} taken to come out as predicted.",
            PendingPolicy.LiarWorst => $"{subject} {was} taken to equal the worst result so far.",
            PendingPolicy.LiarMean => $"{subject} {was} taken to equal the mean result so far.",
            PendingPolicy.LiarBest => $"{subject} {was} taken to equal the best result so far.",
            PendingPolicy.Pessimistic => $"{subject} {was} taken to come out one standard deviation worse than {its}.",
            PendingPolicy.Penalized => $"Places that {(pending == 1 ? "the pending experiment" : "pending experiments")} may still cover counted less.",
            PendingPolicy.Ignored => $"{subject} {was} not looked at, except that none is proposed twice.",
            _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, null),
        };
    }

    private static string Predicted(Prediction prediction, Objective? objective, Experiment experiment, int index)
    {
        var text = $"The model predicted {prediction.Objective} of {Quantity.Text(prediction.Mean, digits: 4)} ± {Quantity.Text(prediction.Sd, objective?.Unit, 3)}";
        if (experiment.Edited || index >= experiment.Values.Count || prediction.Sd <= 0)
            return text + ".";

        // The prediction is of the true value; what is measured scatters around that. The noise on record is that of the only objective's model.
        var noise = index == 0 ? experiment.Rationale.NoiseSd ?? 0 : 0;
        var deviation = (experiment.Values[index] - prediction.Mean) / Math.Sqrt((prediction.Sd * prediction.Sd) + (noise * noise));
        return $"{text}; measured was {Quantity.Text(experiment.Values[index], objective?.Unit)}, {Quantity.Text(Math.Abs(deviation), digits: 2)} standard deviations {(noise > 0 ? "(noise included) " : "")}{(deviation >= 0 ? "above" : "below")}.";
    }

    private static string Acquisition(Rationale rationale, Objective objective)
    {
        var rank = rationale switch
        {
            { AcquisitionShare: { } share and < 0.9995 } => $", {Percent(share)} of the largest found",
            { Deviation: null } => ", the highest found",
            _ => "",
        };
        var value = rationale.AcquisitionValue is { } v ? $" is {Quantity.Text(v)} here{rank}" : rank.Length > 0 ? $" here was {rank[2..]}" : " was looked at";
        var against = rationale.Incumbent is { } incumbent ? $", measured against the best result of {Quantity.Text(incumbent, objective.Unit)}" : "";
        return Sentence($"{rationale.Acquisition}{value}{against}");
    }

    /// <summary>Effects are parts of the predicted mean's distance from the model's overall mean.</summary>
    private static IReadOnlyList<SentencePart> Influences(Campaign campaign, EquatableList<Influence> influences, Objective objective)
    {
        var parts = new List<SentencePart> { new("Results that shaped the prediction most: ") };
        for (var i = 0; i < Math.Min(MostInfluences, influences.Count); i++)
        {
            var name = ResultName.Of(campaign, influences[i].Result);
            parts.Add(new SentencePart(name.Text, name.Experiment));
            parts.Add(new SentencePart($" ({(influences[i].Effect >= 0 ? "+" : "")}{Quantity.Text(influences[i].Effect, objective.Unit, 2)}){(i == Math.Min(MostInfluences, influences.Count) - 1 ? "." : ", ")}"));
        }

        return parts;
    }

    /// <summary>What the models were fitted to: from the fit of each outcome where the record has it, else from the one that chose.</summary>
    private static void AddModel(List<string> lines, Rationale rationale, EquatableList<Objective> objectives, SearchSpace space)
    {
        if (rationale.LengthScales.Count > 0)
            lines.Add(Scales("", rationale.LengthScales.Select(l => (l.Parameter, l.Value))));
        else
            lines.AddRange(rationale.Fit.Where(f => f.LengthScales.Count == space.Parameters.Count).Select(f => Scales(rationale.Fit.Count > 1 ? $" of {f.Outcome}" : "", f.LengthScales.Select((l, j) => (space.Parameters[j].Name, l)))));
        if (rationale.NoiseSd is { } noise)
            lines.Add($"The model takes repeated measurements to scatter by ±{Quantity.Text(noise, objectives[0].Unit, 3)}.");
        else if (rationale.Fit.Count > 0)
            lines.Add($"Of the results' variance the model took for noise: {string.Join(", ", rationale.Fit.Select(f => $"{(rationale.Fit.Count > 1 ? f.Outcome + " " : "")}{Percent(Math.Min(1, f.Noise))}"))}.");
    }

    private static string Scales(string of, IEnumerable<(string Parameter, double Value)> scales) =>
        $"What matters to the model{of}, strongest first (length scale in units of the range): {string.Join(", ", scales.OrderBy(l => l.Value).Select(l => $"{l.Parameter} {Quantity.Text(l.Value, digits: 2)}"))}.";

    private static string Percent(double share) => Quantity.Text(100 * share, "%", share is > 0.99 and < 1 ? 3 : 2);

    /// <summary>As the end of a sentence; an abbreviation keeps its capitals.</summary>
    private static string Reason(string reason) => (reason.Length > 1 && char.IsLower(reason[1]) ? char.ToLowerInvariant(reason[0]) + reason[1..] : reason).TrimEnd('.');

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..].TrimEnd('.') + ".";

    private static string Count(int count, string one, string many) => count == 0 ? $"No {many}" : $"{count} {(count == 1 ? one : many)}";
}
