using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Domain.Stations;

namespace SdlPortal.Tests.Simulation.Line;

/// <summary>Campaigns and labs for tests of the simulated line.</summary>
internal static class Lines
{
    /// <summary>A campaign whose stages take so many lab seconds each.</summary>
    public static CampaignDefinition Campaign((string Kind, double Seconds)[] stages, int? experiments, int inFlight, double? robotSeconds = null, double? hours = null, int retries = 0, double?[]? maxWaits = null) => CampaignDefinition.From(new CampaignDraft
    {
        Name = "Line",
        Parameters = [new ParameterDraft { Name = "x", Kind = "continuous", Low = 0, High = 1 }],
        Objectives = [new ObjectiveDraft { Name = "y", Goal = "maximize" }],
        Stages = [.. stages.Select((s, i) => new StageDraft { Name = $"stage {i + 1}", StationKind = s.Kind, Seconds = s.Seconds, MaxWaitSeconds = maxWaits?[i] })],
        Transfer = robotSeconds is { } seconds ? new TransferDraft { StationKind = "robot", Seconds = seconds } : null,
        Strategy = "random",
        InitialKind = "random",
        InitialCount = 0,
        BudgetExperiments = experiments,
        BudgetHours = hours,
        MaxInFlight = inFlight,
        Failures = new FailureDraft { Retries = retries },
        Seed = 1,
    });

    public static StationModel Station(string kind, int capacity = 1, string? id = null) =>
        new(new StationDescription(id ?? kind, kind, id ?? kind, capacity, 1, Simulated: true));

    public static LabModel Lab(params StationModel[] stations) => new([.. stations]);

    public static LabModel Lab(params string[] kinds) => new([.. kinds.Select(k => Station(k))]);
}
