using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Tests.Fakes;

/// <summary>Small valid campaigns to start from; a test changes what it is about.</summary>
internal static class Drafts
{
    /// <summary>One parameter x in [0, 10], maximize y; three stages of 10, 30 and 10 s on mixer, oven and meter.</summary>
    public static CampaignDraft Small(int experiments = 5, int inFlight = 1, double? robotSeconds = null) => new()
    {
        Name = "Small",
        Parameters = [new ParameterDraft { Name = "x", Kind = "continuous", Low = 0, High = 10, Unit = "mL" }],
        Objectives = [new ObjectiveDraft { Name = "y", Unit = "g", Goal = "maximize" }],
        Stages =
        [
            new StageDraft { Name = "mix", StationKind = "mixer", Seconds = 10 },
            new StageDraft { Name = "bake", StationKind = "oven", Seconds = 30 },
            new StageDraft { Name = "measure", StationKind = "meter", Seconds = 10 },
        ],
        Transfer = robotSeconds is { } seconds ? new TransferDraft { StationKind = "robot", Seconds = seconds } : null,
        Strategy = "random",
        InitialKind = "random",
        InitialCount = Math.Min(2, experiments),
        BudgetExperiments = experiments,
        MaxInFlight = inFlight,
        Seed = 1,
        Failures = new FailureDraft { Retries = 0, Then = "continue" },
    };

    /// <summary>The demo coating campaign, short of strategy: random points on the coating line with its robot.</summary>
    public static CampaignDraft Coating(int experiments, int inFlight) => new()
    {
        Name = "Coatings",
        Parameters =
        [
            new ParameterDraft { Name = "dmso", Kind = "continuous", Low = 0, High = 0.3, Unit = "v/v" },
            new ParameterDraft { Name = "concentration", Kind = "continuous", Low = 10, High = 20, Unit = "mg/mL" },
            new ParameterDraft { Name = "spray_rate", Kind = "continuous", Low = 2, High = 8, Unit = "µL/s" },
            new ParameterDraft { Name = "air_flow", Kind = "continuous", Low = 65, High = 100, Unit = "%" },
            new ParameterDraft { Name = "passes", Kind = "integer", Low = 1, High = 10 },
            new ParameterDraft { Name = "height", Kind = "continuous", Low = 10, High = 25, Unit = "mm" },
            new ParameterDraft { Name = "temperature", Kind = "continuous", Low = 220, High = 300, Unit = "°C" },
        ],
        Objectives = [new ObjectiveDraft { Name = "conductivity", Unit = "S/m", Goal = "maximize" }],
        Stages =
        [
            new StageDraft { Name = "dispense", StationKind = "dispenser", Seconds = 60 },
            new StageDraft { Name = "spray", StationKind = "sprayer", Seconds = 120 },
            new StageDraft { Name = "anneal", StationKind = "hotplate", Seconds = 300 },
            new StageDraft { Name = "measure", StationKind = "probe", Seconds = 60 },
        ],
        Transfer = new TransferDraft { StationKind = "robot", Seconds = 15 },
        Strategy = "random",
        InitialKind = "random",
        InitialCount = 10,
        BudgetExperiments = experiments,
        MaxInFlight = inFlight,
        Seed = 1,
        GroundTruth = new GroundTruthDraft { Kind = "function", Name = "coating" },
    };
}
