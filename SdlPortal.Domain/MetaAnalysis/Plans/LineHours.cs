using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>How many lab hours a line takes for so many experiments, begun with an empty line. Remembers what it was asked; not for sharing between threads.</summary>
internal sealed class LineHours
{
    private static readonly DateTimeOffset Anyday = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Func<int, double?> hours;
    private readonly Dictionary<int, double?> known = [];

    private LineHours(Func<int, double?> hours, bool isKnown) => (this.hours, IsKnown) = (hours, isKnown);

    /// <summary>False where nobody has said how long anything takes.</summary>
    public bool IsKnown { get; }

    /// <param name="stations">Those that work; null: one of each kind that the workflow asks for.</param>
    public static LineHours Of(Workflow? workflow, IReadOnlyList<StationView>? stations, int maxInFlight, double? hoursPerExperiment)
    {
        if (workflow is null)
            return new LineHours(n => hoursPerExperiment is { } each ? Math.Ceiling((double)n / maxInFlight) * each : null, hoursPerExperiment is not null);
        var line = stations ?? OneOfEach(workflow);
        return new LineHours(n => Forecast.Of(Definition(workflow, n, maxInFlight), line, Anyday, 1, 0).FinishesAt is { } end ? (end - Anyday).TotalHours : null, true);
    }

    /// <summary>Null where the line cannot do it, or nothing is known.</summary>
    public double? For(int experiments)
    {
        if (experiments == 0)
            return IsKnown ? 0 : null;
        if (!known.TryGetValue(experiments, out var found))
            known[experiments] = found = hours(experiments);
        return found;
    }

    /// <summary>The most experiments, up to <paramref name="most"/>, that are done within so many hours; 0 where not even one is.</summary>
    public int Within(double limit, int most)
    {
        var (low, high) = (0, most);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (For(middle) is { } needed && needed <= limit + 1e-9)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private static IReadOnlyList<StationView> OneOfEach(Workflow workflow) =>
        [.. workflow.Route.Select(s => s.StationKind).Distinct(StringComparer.Ordinal).Select(kind => new StationView(new StationDescription(kind, kind, kind, 1, 1, true), StationState.Ready))];

    private static CampaignDefinition Definition(Workflow workflow, int experiments, int maxInFlight) => new()
    {
        Name = "plan",
        Space = new SearchSpace([new ContinuousParameter("x", 0, 1)], []),
        Objectives = [new Objective("y", Goal.Maximize)],
        Workflow = workflow,
        Strategy = new StrategyChoice(StrategyNames.Random),
        InitialDesign = new InitialDesign(InitialDesignKind.Random, 0),
        Budget = new Budget(experiments, null),
        MaxInFlight = maxInFlight,
        Seed = 1,
        Failures = new FailurePolicy(0, AfterFailure.Continue),
        ApprovalRequired = false,
    };
}
