using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Orchestration;

/// <summary>Checks what stations report before it becomes a result.</summary>
internal static class QualityControl
{
    /// <summary>Why a stage's values cannot be accepted; null when they can.</summary>
    public static string? Objection(Step step, EquatableList<MeasuredValue> values)
    {
        foreach (var name in step.Measures)
        {
            var value = values.FirstOrDefault(v => v.Name == name);
            if (value is null)
                return $"the station reported no value for {name}";
            if (!double.IsFinite(value.Value))
                return $"the station reported {value.Value} for {name}, which is not a number";
        }

        return null;
    }

    /// <summary>The event that ends an experiment whose last stage is done: completed with the latest value of every objective.</summary>
    public static CampaignEvent Close(Campaign campaign, Experiment experiment)
    {
        var values = new List<double>();
        foreach (var objective in campaign.Definition.Objectives)
        {
            var measured = experiment.Runs.Reverse().SelectMany(r => r.Values).FirstOrDefault(v => v.Name == objective.Name);
            if (measured is null)
                return new ExperimentFailed(experiment.Number, $"the workflow ended without a value for {objective.Name}");
            values.Add(measured.Value);
        }

        return new ExperimentCompleted(experiment.Number, values.ToEquatableList());
    }
}
