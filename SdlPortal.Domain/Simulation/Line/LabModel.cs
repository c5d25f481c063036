using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Stations;
using SdlPortal.Domain.Workflows;

namespace SdlPortal.Domain.Simulation.Line;

/// <summary>How durations scatter around what the workflow expects.</summary>
public enum DurationShape
{
    /// <summary>Always as expected.</summary>
    Fixed,

    /// <summary>Normal, cut at 2.5 standard deviations.</summary>
    Normal,

    /// <summary>Log-normal with the expected mean: now and then much longer.</summary>
    LogNormal,

    /// <summary>One of the recorded ratios of actual to expected duration, each equally likely.</summary>
    Recorded,
}

/// <param name="Spread">Standard deviation over mean; not used by <see cref="DurationShape.Fixed"/> and <see cref="DurationShape.Recorded"/>.</param>
/// <param name="Ratios">Actual over expected duration, for <see cref="DurationShape.Recorded"/>.</param>
public sealed record DurationModel(DurationShape Shape, double Spread = 0, EquatableList<double> Ratios = default)
{
    public static readonly DurationModel AsExpected = new(DurationShape.Fixed);
}

/// <summary>Breakdowns of a station: exponential times between them while it exists, and exponential repairs.</summary>
public sealed record Breakdowns(double MeanHoursBetween, double MeanRepairHours);

/// <summary>A station as a simulation needs it.</summary>
public sealed record StationModel(StationDescription Station)
{
    public DurationModel Durations { get; init; } = DurationModel.AsExpected;

    /// <summary>Lab seconds for which a slot cannot take a sample after one has left it.</summary>
    public double CleaningSeconds { get; init; }

    /// <summary>Share of stages that fail at their end, 0 to 1; what happens then is the campaign's failure policy.</summary>
    public double FailureShare { get; init; }

    public Breakdowns? Breakdowns { get; init; }
}

/// <summary>The stations of a lab with what is known about how they behave. Immutable.</summary>
public sealed record LabModel(EquatableList<StationModel> Stations)
{
    /// <summary>The stations as described, everything as expected and nothing ever wrong.</summary>
    public static LabModel Of(IEnumerable<StationDescription> stations) => new([.. stations.Select(s => new StationModel(s))]);

    /// <summary>The smallest lab that can run a workflow: one station with one slot for each kind.</summary>
    public static LabModel For(Workflow workflow) =>
        Of(workflow.Route.Select(s => s.StationKind).Distinct().Select(kind => new StationDescription(kind, kind, kind, 1, 1, Simulated: true)));

    /// <summary>The stations as they behaved in past campaigns, as far as there were enough runs of their kind. Pure.</summary>
    /// <param name="past">Their folds, also of campaigns that still run.</param>
    public static LearnedLab Learned(IEnumerable<StationDescription> stations, IEnumerable<Campaign> past, int leastRuns = LearnedLab.LeastRuns) =>
        LearnedLab.From(stations, past, leastRuns);

    /// <summary>Something in this lab is left to chance.</summary>
    public bool HasChance => Stations.Any(s => s.Durations.Shape != DurationShape.Fixed || s.FailureShare > 0 || s.Breakdowns is not null);

    /// <summary>The same lab with one more station of a kind, like the first of it.</summary>
    public LabModel WithOneMore(string kind)
    {
        var first = Stations.First(s => s.Station.Kind == kind);
        return new([.. Stations, first with { Station = first.Station with { Id = $"{first.Station.Id}-more", Name = $"another {first.Station.Name}" } }]);
    }
}
