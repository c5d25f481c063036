using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.People;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Recommendations;

/// <summary>Whatever people try in whatever order: what becomes official has been validated, and signed by a PI who is not its author.</summary>
public sealed class RecommendationLifeTests
{
    private static readonly Actor[] Everybody = [People.Ben, People.Ada, Life.Pia, Life.Emil, People.Cleo, People.Dora, Actor.Console, Actor.Portal, new("both", "Both", [Role.Researcher, Role.PrincipalInvestigator, Role.Administrator])];

    private static readonly RecommendationDocument Document = Recommended.Document();
    private static readonly Dictionary<GainVerdict, GainScore> Scores = Enum.GetValues<GainVerdict>().ToDictionary(v => v, v => Recommended.Score(verdict: v, forecast: Document.Forecast));

    [Fact]
    public void No_order_of_acts_makes_official_what_was_not_validated_and_signed_by_another()
    {
        var officials = 0;
        Prop.ForAll(Gen.Choose(1, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new SeededRandom(seed);
            var life = Life.Drafted(Everybody[(int)random.NextInt(4)], Document);
            var stale = life.Now.Seen;
            for (var step = 0; step < 80; step++)
            {
                var before = life.Now;
                Try(life, random, stale);
                // Some decide on what they saw a while ago.
                if (random.NextInt(4) > 0)
                    stale = life.Now.Seen;
                if (life.Now.Status == RecommendationStatus.Official && before.Status != RecommendationStatus.Official)
                {
                    officials++;
                    CheckOfficial(life.Now);
                }
            }
        }).Check(Cases.Drawn(150));

        // A test that never gets there proves nothing.
        Assert.True(officials > 50, $"{officials} became official.");
    }

    private static void CheckOfficial(Recommendation official)
    {
        var version = official.Current;
        var signature = official.Decisions[^1];
        Assert.Equal(DecisionKind.MadeOfficial, signature.Kind);
        Assert.Equal((version.Number, version.Hash), (signature.Seen.Version, signature.Seen.DocumentHash));
        Assert.Equal(signature.Sequence - 1, signature.Seen.Sequence);
        Assert.NotEqual(official.Author.Id, signature.By.Id);
        Assert.Contains(Everybody, a => a.Id == signature.By.Id && a.May(Deed.SignRecommendations));
        var score = Assert.Single(official.Scores, s => s.EndsValidation && s.Version == version.Number);
        Assert.True(score.Score.Verdict is GainVerdict.AsForecast or GainVerdict.BetterButNotAsForecast);
        Assert.Contains(official.Decisions, d => d.Kind is DecisionKind.Approved or DecisionKind.ApprovedWithEdits && d.Version == version.Number && d.Sequence < score.Sequence);
        Assert.Null(official.EvidenceChanged);
        // Two people, neither of them the portal, stand behind exactly this text.
        var people = new HashSet<string>([version.By.Id, signature.By.Id, .. official.Validations.Where(v => v.Version == version.Number).Select(v => v.By.Id)]);
        people.ExceptWith([Actor.Portal.Id, Actor.Console.Id]);
        Assert.True(people.Count > 1, string.Join(", ", people));
    }

    /// <summary>Somebody tries something; likelier what leads on, so that long ways are walked too.</summary>
    private static void Try(Life life, SeededRandom random, SeenByReviewer stale)
    {
        var now = life.Now;
        var actor = Everybody[(int)random.NextInt(Everybody.Length)];
        var seen = random.NextInt(5) == 0 ? stale : now.Seen;
        var changed = now.Document with { Rationale = $"Version of step {now.Sequence}.", ProjectSequence = now.Document.ProjectSequence + (int)random.NextInt(3) };
        var edited = random.NextInt(2) == 0 ? null : now.Document with { Title = $"Edited at {now.Sequence}" };
        try
        {
            var happened = (random.NextInt(3) > 0 ? Onward(now, random) : (int)random.NextInt(16)) switch
            {
                0 => random.NextInt(4) == 0 ? RecommendationActs.Revise(now, now.Current.Number - (int)random.NextInt(2), changed, "", actor) : null,
                1 or 2 => RecommendationActs.Submit(now, "", actor),
                3 => random.NextInt(6) == 0 ? RecommendationActs.Withdraw(now, "", actor) : null,
                4 => RecommendationActs.Comment("A word.", actor),
                5 or 6 => RecommendationActs.Approve(now, seen, edited, "", actor),
                7 => random.NextInt(6) == 0 ? RecommendationActs.Reject(now, seen, "No.", actor) : null,
                8 or 9 => RecommendationActs.StartValidation(now, Guid.NewGuid(), actor),
                10 or 11 => Noted(now, random),
                12 or 13 => RecommendationActs.MakeOfficial(now, seen, "", actor),
                14 => random.NextInt(8) == 0 ? Portal(now, new EvidenceChanged("Runs were excluded.", now.Document.ProjectSequence + 1)) : null,
                _ => random.NextInt(8) == 0 ? Portal(now, new Contradicted("Nothing is left.", null)) : null,
            };
            if (happened is not null)
                life.Tell(happened is Scored or ValidationLost or EvidenceChanged or Contradicted ? Actor.Portal : actor, happened);
        }
        catch (RefusedException)
        {
            Assert.Same(now, life.Now);
        }
    }

    /// <summary>The act that leads on from a state, whoever tries it.</summary>
    private static int Onward(Recommendation now, SeededRandom random) => now.Status switch
    {
        RecommendationStatus.Draft => now.EvidenceChanged is null ? 1 : 0,
        RecommendationStatus.InReview => 5,
        RecommendationStatus.ApprovedForValidation => 8,
        RecommendationStatus.Validating => now.IsMeasuring ? 10 : 12,
        _ => (int)random.NextInt(16),
    };

    private static RecommendationEvent? Noted(Recommendation now, SeededRandom random)
    {
        var campaign = now.Validations is [.., var last] ? last.Campaign : Guid.NewGuid();
        return Portal(now, random.NextInt(5) == 0
            ? new ValidationLost(campaign, "It was deleted.")
            : new Scored([campaign], Scores[(GainVerdict)random.NextInt(5)], EndsValidation: random.NextInt(4) > 0));
    }

    private static RecommendationEvent? Portal(Recommendation now, RecommendationEvent found) => RecommendationRules.WhyNotNote(now, found) is null ? found : null;
}
