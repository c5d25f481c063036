using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;

namespace SdlPortal.Web.Campaigns.Live;

/// <summary>Why an experiment has its configuration, in sentences. Pure.</summary>
internal static class RationaleSentences
{
    public static IReadOnlyList<string> Of(Campaign campaign, Experiment experiment)
    {
        var rationale = experiment.Rationale;
        var objectives = campaign.Definition.Objectives;
        var lines = new List<string> { Chosen(experiment) };
        lines.Add($"{Count(rationale.Observed, "result was", "results were")} known, and {Count(rationale.Pending, "experiment was", "experiments were").ToLowerInvariant()} pending.");
        lines.AddRange(rationale.Predicted.Select((p, i) => Predicted(p, objectives.FirstOrDefault(o => o.Name == p.Objective), experiment, i)));
        if (rationale.Acquisition is { } acquisition)
        {
            var value = rationale.AcquisitionValue is { } v ? $" is {Quantity.Text(v)} here, the highest found" : " was highest here";
            var against = rationale.Incumbent is { } incumbent ? $", measured against the best result of {Quantity.Text(incumbent, objectives[0].Unit)}" : "";
            lines.Add(Sentence($"{acquisition}{value}{against}"));
        }

        if (rationale.LengthScales.Count > 0)
            lines.Add($"What matters to the model, strongest first (length scale in units of the range): {string.Join(", ", rationale.LengthScales.OrderBy(l => l.Value).Select(l => $"{l.Parameter} {Quantity.Text(l.Value, digits: 2)}"))}.");
        if (rationale.NoiseSd is { } noise)
            lines.Add($"The model takes repeated measurements to scatter by ±{Quantity.Text(noise, objectives[0].Unit, 3)}.");
        lines.AddRange(rationale.Remarks.Where(r => r.Length > 0).Select(Sentence));
        if (experiment.Edited)
            lines.Add("A person changed the configuration afterwards; the prediction above is for the one that was suggested.");
        return lines;
    }

    private static string Chosen(Experiment experiment) => experiment.Source switch
    {
        SuggestionSource.Manual => "A person inserted this experiment by hand.",
        SuggestionSource.Initial => $"It belongs to the initial design ({experiment.Rationale.Strategy}), which spreads experiments before the strategy takes over.",
        _ => $"The strategy {StrategyWords.Of(experiment.Rationale.Strategy)} chose it.",
    };

    private static string Predicted(Prediction prediction, Objective? objective, Experiment experiment, int index)
    {
        var text = $"The model predicted {prediction.Objective} of {Quantity.Text(prediction.Mean, digits: 4)} ± {Quantity.Text(prediction.Sd, objective?.Unit, 3)}";
        if (experiment.Edited || index >= experiment.Values.Count || prediction.Sd <= 0)
            return text + ".";
        var deviation = (experiment.Values[index] - prediction.Mean) / prediction.Sd;
        return $"{text}; measured was {Quantity.Text(experiment.Values[index], objective?.Unit)}, {Quantity.Text(Math.Abs(deviation), digits: 2)} standard deviations {(deviation >= 0 ? "above" : "below")}.";
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..].TrimEnd('.') + ".";

    private static string Count(int count, string one, string many) => count == 0 ? $"No {many}" : $"{count} {(count == 1 ? one : many)}";
}
