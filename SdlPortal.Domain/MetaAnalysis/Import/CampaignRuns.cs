using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Import;

/// <summary>
/// The experiments of one of our own campaigns as runs, from the fold of its log. Results from elsewhere that the campaign was given to learn from are no runs of its own and stay out. A campaign that goes on can be read again and again:
/// keys stay.
/// </summary>
public static class CampaignRuns
{
    /// <param name="campaign">Not changed while this is enumerated.</param>
    /// <param name="task">What the campaign was about; null for its name.</param>
    /// <param name="onlyEnded">Leaves out what is still proposed, queued or running, so that a run is stored once and as it ended.</param>
    public static IEnumerable<RunItem> Of(Campaign campaign, string? task = null, bool onlyEnded = false)
    {
        var definition = campaign.Definition;
        foreach (var parameter in definition.Space.Parameters)
            yield return new ParameterDeclared(Shape(parameter), 0);
        foreach (var objective in definition.Objectives)
        {
            yield return new MetricDeclared(new MetricShape(objective.Name, objective.Goal switch { Goal.Maximize => MetricGoal.Maximize, Goal.Minimize => MetricGoal.Minimize, _ => null }, objective.Unit), 0);
            if (objective is { Goal: Goal.Target, Target: not null })
                yield return new MetricDeclared(new MetricShape(Distance(objective), MetricGoal.Minimize, objective.Unit), 0);
        }

        var (count, done) = (Math.Max(1, campaign.Experiments.Count), 0);
        foreach (var experiment in campaign.Experiments)
        {
            var fraction = (double)++done / count;
            if (!onlyEnded || experiment.Status is ExperimentStatus.Completed or ExperimentStatus.Failed or ExperimentStatus.Abandoned or ExperimentStatus.Rejected)
                yield return new RunRead(Run(campaign, experiment, task ?? definition.Name), fraction);
        }
    }

    private static RunRecord Run(Campaign campaign, Experiment experiment, string task)
    {
        var objectives = campaign.Definition.Objectives;
        var metrics = new List<MetricReading>();
        for (var i = 0; i < experiment.Values.Count; i++)
        {
            metrics.Add(new MetricReading(objectives[i].Name, experiment.Values[i]));
            if (objectives[i] is { Goal: Goal.Target, Target: { } target })
                metrics.Add(new MetricReading(Distance(objectives[i]), Math.Abs(experiment.Values[i] - target)));
        }

        List<NamedValue> notes =
        [
            new("strategy", experiment.Rationale.Strategy),
            new("suggested by", experiment.Source switch { SuggestionSource.Initial => "initial design", SuggestionSource.Manual => "a person", _ => "strategy" }),
            new("results known when suggested", experiment.Rationale.Observed),
            new("pending when suggested", experiment.Rationale.Pending),
            new("attempts at stages", experiment.Runs.Count),
        ];
        if (experiment.Edited)
            notes.Add(new("edited", "yes"));
        if (experiment.Reason is { } reason)
            notes.Add(new("reason", reason));
        return new RunRecord
        {
            // A failed experiment that a person tries again is another run than the failure that may be known already.
            Key = string.Create(CultureInfo.InvariantCulture, $"{campaign.Id:N}/{experiment.Number}{(experiment.RunsBeforeRetry > 0 ? $"/again {experiment.RunsBeforeRetry}" : "")}"),
            Task = task,
            Parameters = [.. experiment.Configuration.Select(v => new NamedValue(v.Key, v.Value))],
            Metrics = metrics,
            Status = Status(experiment.Status),
            Start = experiment.StartedAt,
            // A campaign of a simulated lab runs its clock faster than the lab's time.
            DurationSeconds = (experiment.EndedAt - experiment.StartedAt)?.TotalSeconds * campaign.TimeScale,
            Seed = campaign.Definition.Seed.ToString(CultureInfo.InvariantCulture),
            Origin = string.Create(CultureInfo.InvariantCulture, $"experiment {experiment.Number} of campaign {campaign.Definition.Name}"),
            Notes = notes,
        };
    }

    private static string Distance(Objective objective) => string.Create(CultureInfo.InvariantCulture, $"|{objective.Name} − {objective.Target}|");

    private static ParameterShape Shape(Parameter parameter) => parameter switch
    {
        ContinuousParameter p => new ParameterShape(p.Name, ParameterKind.Number, p.Scale, p.Unit, p.Low, p.High),
        IntegerParameter p => new ParameterShape(p.Name, ParameterKind.Integer, p.Scale, p.Unit, p.Low, p.High),
        DiscreteParameter p => new ParameterShape(p.Name, p.Levels.All(double.IsInteger) ? ParameterKind.Integer : ParameterKind.Number, p.Scale, p.Unit, p.Levels[0], p.Levels[^1], Step(p.Levels)),
        CategoricalParameter p => new ParameterShape(p.Name, ParameterKind.Category) { Levels = p.Choices.Order(StringComparer.Ordinal).ToEquatableList() },
        _ => throw new NotSupportedException(parameter.GetType().Name),
    };

    /// <summary>The distance of levels that lie evenly; null for others.</summary>
    private static double? Step(EquatableList<double> levels)
    {
        if (levels.Count < 3)
            return null;
        var step = levels[1] - levels[0];
        for (var i = 2; i < levels.Count; i++)
        {
            if (Math.Abs(levels[i] - levels[i - 1] - step) > 1e-9 * Math.Abs(levels[^1] - levels[0]))
                return null;
        }

        return step;
    }

    private static RunStatus Status(ExperimentStatus status) => status switch
    {
        ExperimentStatus.Completed => RunStatus.Completed,
        ExperimentStatus.Failed => RunStatus.Failed,
        ExperimentStatus.Abandoned or ExperimentStatus.Rejected => RunStatus.Abandoned,
        ExperimentStatus.Running => RunStatus.Running,
        _ => RunStatus.Waiting,
    };
}
