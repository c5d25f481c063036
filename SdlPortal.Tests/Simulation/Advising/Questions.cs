using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Simulation.Advising;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Simulation.Advising;

/// <summary>Small questions to the advisor: mixer, oven and meter, four parameters, cheap strategies.</summary>
internal static class Questions
{
    public static LabModel Lab(int ovens = 1) => LabModel.Of(
    [
        new StationDescription("mixer", "mixer", "Mixer", 1, 1, true),
        new StationDescription("oven", "oven", "Oven", ovens, 1, true),
        new StationDescription("meter", "meter", "Meter", 1, 1, true),
    ]);

    /// <summary>Stages of 60, 300 and 60 s.</summary>
    public static CampaignDraft Draft(int? experiments, double? hours)
    {
        var draft = Drafts.Small();
        draft.Parameters = [.. Enumerable.Range(1, 4).Select(i => new ParameterDraft { Name = $"x{i}", Kind = "continuous", Low = 0, High = 10 })];
        draft.Stages[0].Seconds = 60;
        draft.Stages[1].Seconds = 300;
        draft.Stages[2].Seconds = 60;
        draft.Strategy = "random";
        draft.InitialCount = 4;
        draft.BudgetExperiments = experiments;
        draft.BudgetHours = hours;
        return draft;
    }

    public static AdviceQuestion Ask(int? experiments, double? hours, string strategy = "random", int repetitions = 8) =>
        Of(Draft(experiments, hours)) with { Strategies = [strategy], MostRepetitions = repetitions };

    public static AdviceQuestion Of(CampaignDraft draft) => new(CampaignDefinition.From(draft), Lab());
}
