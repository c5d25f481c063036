using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Campaigns.Designer;

/// <summary>Campaigns to start from that come with the portal, and what a new one holds before anything is typed.</summary>
public static class BuiltInTemplates
{
    public const string CoatingId = "coating";

    /// <summary>A template's key in the address, its name, and a fresh draft of it.</summary>
    public static readonly IReadOnlyList<(string Id, string Name, Func<CampaignDraft> Draft)> All =
    [
        (CoatingId, "Spray coating (demo)", SprayCoating),
    ];

    /// <summary>Everything that has a sensible default; only the lab's own words are missing.</summary>
    public static CampaignDraft Blank() => new()
    {
        Parameters = [new ParameterDraft { Kind = "continuous" }],
        Objectives = [new ObjectiveDraft { Goal = "maximize" }],
        Stages = [new StageDraft()],
        Strategy = "ei",
        InitialKind = "random",
        InitialCount = 10,
        BudgetExperiments = 100,
        MaxInFlight = 4,
        Seed = 1,
        Failures = new FailureDraft { Retries = 1, Then = "continue" },
        Approval = "none",
    };

    private static CampaignDraft SprayCoating()
    {
        var draft = Blank();
        draft.Name = "Spray coating (demo)";
        draft.Description = "Conductive films by spray coating: seven inputs, conductivity as the goal, measured by a synthetic stand-in for the real line.";
        draft.Parameters =
        [
            Continuous("DMSO content", 0, 0.3, "v/v"),
            Continuous("precursor concentration", 10, 20, "mg/mL"),
            Continuous("spray flow rate", 2, 8, "µL/s"),
            Continuous("air flow rate", 65, 100, "%"),
            new ParameterDraft { Name = "passes", Kind = "integer", Low = 1, High = 10 },
            Continuous("spray height", 10, 25, "mm"),
            Continuous("hotplate temperature", 220, 300, "°C"),
        ];
        draft.Objectives = [new ObjectiveDraft { Name = "conductivity", Unit = "S/m", Goal = "maximize" }];
        draft.Stages =
        [
            new StageDraft { Name = "dispense", StationKind = "dispenser", Seconds = 60 },
            new StageDraft { Name = "spray", StationKind = "sprayer", Seconds = 120 },
            new StageDraft { Name = "anneal", StationKind = "hotplate", Seconds = 300 },
            new StageDraft { Name = "measure", StationKind = "probe", Seconds = 60, Measures = ["conductivity"] },
        ];
        draft.Transfer = new TransferDraft { StationKind = "robot", Seconds = 15 };
        draft.GroundTruth = new GroundTruthDraft { Kind = "function", Name = "coating" };
        return draft;
    }

    private static ParameterDraft Continuous(string name, double low, double high, string unit) =>
        new() { Name = name, Kind = "continuous", Low = low, High = high, Unit = unit };
}
