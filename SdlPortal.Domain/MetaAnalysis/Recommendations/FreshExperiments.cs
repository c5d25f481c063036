using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>What a campaign's evenly drawn experiments inside and outside of a region came to, on the metric's own scale. Pure.</summary>
/// <param name="Inside">Measured values in the order of the experiments' numbers.</param>
/// <param name="Without">How many of the drawn ones have no result: failed, given up, refused, changed by hand, or not done.</param>
internal sealed record FreshExperiments(IReadOnlyList<double> Inside, IReadOnlyList<double> Outside, int Without, MetricGoal Goal)
{
    /// <summary>How the strategy of an initial design names itself.</summary>
    private const string InitialDesign = "initial ";

    public RealizedGain Gain => RealizedGain.Of(Inside, Outside, Goal);

    /// <summary>Those that the campaign was given to begin with, as a validation has them.</summary>
    /// <returns>Null where the region cannot be said in the campaign's parameters.</returns>
    public static FreshExperiments? Given(Campaign campaign, RegionRecommendation evidence) => Of(campaign, evidence, e => e.Rationale.WarmStart is { InitialPoint: not null });

    /// <summary>Those of its initial design that filled the space, whatever it knew beforehand.</summary>
    /// <inheritdoc cref="Given"/>
    public static FreshExperiments? OfDesign(Campaign campaign, RegionRecommendation evidence) => Of(campaign, evidence, e =>
        e.Source == SuggestionSource.Initial && e.Rationale.WarmStart?.InitialPoint is null && e.Rationale.Strategy.StartsWith(InitialDesign, StringComparison.Ordinal));

    private static FreshExperiments? Of(Campaign campaign, RegionRecommendation evidence, Func<Experiment, bool> isDrawn)
    {
        if (RegionMembership.In(campaign.Definition, evidence) is not { } isInside)
            return null;
        var objectives = campaign.Definition.Objectives;
        var (metric, place) = (NameForms.Normalized(evidence.Metric.Name), 0);
        for (var i = objectives.Count - 1; i >= 0; i--)
            place = NameForms.Normalized(objectives[i].Name) == metric ? i : place;
        var (inside, outside, without) = (new List<double>(), new List<double>(), 0);
        foreach (var experiment in campaign.Experiments.Where(isDrawn))
        {
            if (experiment.Edited || experiment.Status != ExperimentStatus.Completed || !double.IsFinite(experiment.Values[place]))
                without++;
            else
                (isInside(experiment.Configuration) ? inside : outside).Add(experiment.Values[place]);
        }

        return new FreshExperiments(inside, outside, without, objectives[place].Goal == Optimization.Goal.Minimize ? MetricGoal.Minimize : MetricGoal.Maximize);
    }
}
