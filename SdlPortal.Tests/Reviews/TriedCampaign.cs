using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.WarmStarts;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.Reviews;

/// <summary>Validating and following campaigns as their logs tell them, without a lab.</summary>
internal static class TriedCampaign
{
    public static readonly DateTimeOffset Start = new(2026, 11, 5, 8, 0, 0, TimeSpan.Zero);

    public static CampaignDefinition Definition(Recommendation recommendation, RecommendationDocument? document = null) =>
        ValidationCampaign.Of(document ?? recommendation.Document, recommendation.Id, recommendation.Current.Number, CampaignDefinition.From(Recommended.Campaign()));

    /// <summary>One that uses it, with an initial design of its own.</summary>
    public static CampaignDefinition Following(Recommendation recommendation, int design = 80)
    {
        var draft = Recommended.Campaign();
        (draft.InitialCount, draft.BudgetExperiments) = (design, design + 10);
        var (start, _) = RecommendedStart.Of(CampaignDefinition.From(draft).Space, CampaignDefinition.From(draft).Objectives, recommendation.Document.Evidence, new WarmStartOrigin(recommendation.Title, WarmStartPurpose.Follow, recommendation.Id, recommendation.OfficialVersion));
        draft.WarmStart = WarmStartDraft.Of(start);
        return CampaignDefinition.From(draft);
    }

    /// <summary>All given points measured, and the end.</summary>
    /// <param name="value">By whether the point is inside, and its number from 0; null where it failed.</param>
    /// <param name="upTo">How many are done before the campaign is stopped; null for all.</param>
    public static IReadOnlyList<CampaignEvent> Measured(CampaignDefinition definition, Recommendation recommendation, Func<bool, int, double?> value, int? upTo = null) =>
        Told(definition, recommendation, [.. definition.WarmStart!.InitialPoints], i => new Rationale { Strategy = "initial given", Observed = i, Pending = 0, WarmStart = new WarmStartNote { InitialPoint = i + 1 } }, value, upTo);

    /// <summary>An initial design of random points measured, and the end.</summary>
    public static IReadOnlyList<CampaignEvent> Designed(CampaignDefinition definition, Recommendation recommendation, Func<bool, int, double?> value)
    {
        var random = new Domain.Numerics.SeededRandom(5);
        IReadOnlyList<Configuration> points = [.. Enumerable.Range(0, definition.InitialDesign.Count).Select(_ => new Configuration(definition.Space.Parameters.Select(p => KeyValuePair.Create(p.Name, p switch
        {
            ContinuousParameter c => ParameterValue.Of(c.Low + (random.NextDouble() * (c.High - c.Low))),
            IntegerParameter n => ParameterValue.Of(n.Low + random.NextInt((int)(n.High - n.Low) + 1)),
            CategoricalParameter c => ParameterValue.Of(c.Choices[(int)random.NextInt(c.Choices.Count)]),
            _ => throw new NotSupportedException(),
        }))))];
        return Told(definition, recommendation, points, i => new Rationale { Strategy = "initial random", Observed = i, Pending = 0 }, value, null);
    }

    public static Campaign Fold(Guid id, IEnumerable<CampaignEvent> events) => Campaign.Fold(id, events.Select((e, i) => new RecordedEvent(id, i + 1, e, Start.AddMinutes(i), "Ben", "")));

    public static IReadOnlyList<NewEvent> At(IEnumerable<CampaignEvent> events) => [.. events.Select((e, i) => new NewEvent(e, Start.AddMinutes(i), "Ben"))];

    private static List<CampaignEvent> Told(CampaignDefinition definition, Recommendation recommendation, IReadOnlyList<Configuration> points, Func<int, Rationale> rationale, Func<bool, int, double?> value, int? upTo)
    {
        var isInside = RegionMembership.In(definition, recommendation.Document.Evidence)!;
        var events = new List<CampaignEvent> { new CampaignCreated(definition), new CampaignStarted(1) };
        for (var i = 0; i < (upTo ?? points.Count); i++)
        {
            events.Add(new ExperimentSuggested(i + 1, SuggestionSource.Initial, points[i], rationale(i)));
            events.Add(value(isInside(points[i]), i) is { } measured ? new ExperimentCompleted(i + 1, [measured]) : new ExperimentFailed(i + 1, "the probe was off"));
        }

        if (upTo is not null)
            events.Add(new CampaignStopping(StopMode.FinishRunning, null));
        events.Add(new CampaignFinished(upTo is null ? FinishReason.BudgetOfExperiments : FinishReason.Stopped));
        return events;
    }
}
