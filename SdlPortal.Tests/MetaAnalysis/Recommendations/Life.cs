using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.People;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Recommendations;

/// <summary>A recommendation's log told by hand: no database, an entry a minute.</summary>
internal sealed class Life
{
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Guid id = Guid.Parse("0a0a0a0a-0000-0000-0000-000000000001");

    /// <summary>A PI beside Ada.</summary>
    public static Actor Pia { get; } = new("pia", "Pia", [Role.PrincipalInvestigator]);

    /// <summary>A researcher beside Ben.</summary>
    public static Actor Emil { get; } = new("emil", "Emil", [Role.Researcher]);

    public Guid Campaign { get; } = Guid.Parse("0c0c0c0c-0000-0000-0000-000000000001");

    public Recommendation Now { get; private set; } = null!;

    public Life Tell(Actor by, RecommendationEvent happened)
    {
        var sequence = (Now?.Sequence ?? 0) + 1;
        var entry = new RecommendationEntry(id, sequence, happened, Start.AddMinutes(sequence), by.Id, by.Name, "");
        Now = Now is null ? Recommendation.Fold([entry])! : Now.Next(entry);
        return this;
    }

    public static Life Drafted(Actor? by = null, RecommendationDocument? document = null) => new Life().Tell(by ?? People.Ben, new Drafted(document ?? Recommended.Document()));

    public Life Submitted() => Tell(People.Ben, new Submitted(""));

    public Life Approved(Actor? by = null, RecommendationDocument? edited = null) => Tell(by ?? People.Ada, new Approved(Now.Seen, edited, ""));

    public Life Measuring(Actor? by = null) => Tell(by ?? People.Ben, new ValidationStarted(Campaign));

    public Life Scored(GainVerdict verdict = GainVerdict.AsForecast) => Tell(Actor.Portal, new Scored([Campaign], Recommended.Score(verdict: verdict), EndsValidation: true));

    public Life Official(Actor? by = null) => Tell(by ?? People.Ada, new MadeOfficial(Now.Seen, ""));

    public Life Changed() => Tell(Actor.Portal, new EvidenceChanged("Ben excluded 9 runs.", 14));

    /// <summary>In each state, by the shortest way there; drafted by Ben and signed by Ada.</summary>
    public static Life In(RecommendationStatus status) => status switch
    {
        RecommendationStatus.Draft => Drafted(),
        RecommendationStatus.InReview => Drafted().Submitted(),
        RecommendationStatus.ApprovedForValidation => Drafted().Submitted().Approved(),
        RecommendationStatus.Validating => Drafted().Submitted().Approved().Measuring(),
        RecommendationStatus.Official => In(RecommendationStatus.Validating).Scored().Official(),
        RecommendationStatus.Rejected => Rejected(),
        RecommendationStatus.Superseded => Superseded(),
        RecommendationStatus.Stale => In(RecommendationStatus.Official).Tell(Actor.Portal, new Contradicted("Nothing of it is left.", null)),
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static Life Rejected()
    {
        var life = In(RecommendationStatus.InReview);
        return life.Tell(People.Ada, new RejectedByReview(life.Now.Seen, "Too few batches."));
    }

    private static Life Superseded()
    {
        var life = In(RecommendationStatus.Official);
        return life.Tell(People.Ada, new ReplacedBy(Guid.NewGuid(), life.Now.Seen, "The newer one is narrower."));
    }
}
