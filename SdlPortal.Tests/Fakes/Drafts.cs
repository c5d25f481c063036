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
}
