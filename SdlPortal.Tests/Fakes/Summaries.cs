using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Optimization;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Fakes;

/// <summary>Campaigns as the list reads them; a test changes what it is about with `with`.</summary>
internal static class Summaries
{
    public static readonly DateTimeOffset Day = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    public static CampaignSummary Running(string name = "Coatings") => new(
        Guid.NewGuid(), name, CampaignStatus.Running, Day, "Ada", Day.AddHours(1), null, 41, 2, 4, 47, 100, null,
        "conductivity", "S/m", Goal.Maximize, 3.42e6, 37, [1.0e6, 2.0e6, 3.42e6], null, StrategyNames.ExpectedImprovement, Day.AddHours(3));

    public static CampaignSummary NotStarted(string name = "Draft") => Running(name) with
    {
        Status = CampaignStatus.NotStarted,
        StartedAt = null,
        Completed = 0,
        Failed = 0,
        InFlight = 0,
        Spent = 0,
        BestValue = null,
        BestExperiment = null,
        Sparkline = [],
    };
}
