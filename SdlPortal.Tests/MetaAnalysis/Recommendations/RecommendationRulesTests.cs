using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.People;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Recommendations;

public sealed class RecommendationRulesTests
{
    private static readonly Dictionary<string, Life> States = Enum.GetValues<RecommendationStatus>().ToDictionary(s => s.ToString(), Life.In).Concat(
    [
        KeyValuePair.Create("Scored", Life.In(RecommendationStatus.Validating).Scored()),
        KeyValuePair.Create("NotShown", Life.In(RecommendationStatus.Validating).Scored(GainVerdict.NotShown)),
        KeyValuePair.Create("InReview, changed", Life.In(RecommendationStatus.InReview).Changed()),
        KeyValuePair.Create("Scored, changed", Life.In(RecommendationStatus.Validating).Scored().Changed()),
    ]).ToDictionary();

    /// <summary>Who may do what in which state: everything that is not named is refused. Ben drafted it; Emil is another researcher; Ada and Pia are PIs.</summary>
    public static TheoryData<string, string> Table { get; } = new()
    {
        { "Draft", "Ben revises, Ben submits" },
        { "InReview", "Ben revises, Ben withdraws, Ada approves, Pia approves, Ada rejects, Pia rejects, Ada replaces, Pia replaces" },
        { "ApprovedForValidation", "Ben revises, Ben withdraws, Ada rejects, Pia rejects, Ben validates, Emil validates, Ada validates, Pia validates, Ada replaces, Pia replaces" },
        { "Validating", "" },
        { "Scored", "Ben revises, Ada rejects, Pia rejects, Ada makes official, Pia makes official, Ada replaces, Pia replaces" },
        { "NotShown", "Ben revises, Ada rejects, Pia rejects, Ada replaces, Pia replaces" },
        { "Official", "Ada rejects, Pia rejects, Ada replaces, Pia replaces" },
        { "Rejected", "Ben revises" },
        { "Superseded", "" },
        { "Stale", "Ben revises, Ada rejects, Pia rejects, Ada replaces, Pia replaces" },
        { "InReview, changed", "Ben revises, Ben withdraws, Ada rejects, Pia rejects, Ada replaces, Pia replaces" },
        { "Scored, changed", "Ben revises, Ada rejects, Pia rejects, Ada replaces, Pia replaces" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Who_may_do_what_in_which_state_is_as_written_and_all_else_is_refused_with_a_sentence(string state, string allowed)
    {
        var now = States[state].Now;
        var found = new List<string>();
        foreach (var (deed, whyNot) in Deeds(now))
        {
            foreach (var actor in (Actor[])[People.Ben, Life.Emil, People.Ada, Life.Pia, People.Cleo, People.Dora, Actor.Console, Actor.Portal])
            {
                if (whyNot(actor) is not { } sentence)
                    found.Add($"{actor.Name} {deed}");
                else
                    Assert.True(sentence.Length > 20 && sentence.EndsWith('.') && !sentence.Contains('!', StringComparison.Ordinal), sentence);
            }
        }

        // The console starts validations like any researcher; nothing else.
        found.RemoveAll(f => f is "console validates" or "portal validates");
        Assert.Equal(allowed.Split(", ", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_names_every_state() => Assert.Equal(States.Keys.Order(StringComparer.Ordinal), Table.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("ada", true, true)]
    [InlineData("pia", true, true)]
    [InlineData("ben", true, true)]
    [InlineData("emil", true, true)]
    [InlineData("cleo", false, false)]
    [InlineData("dora", false, false)]
    public void Everybody_who_works_in_the_lab_drafts_and_comments(string who, bool drafts, bool comments)
    {
        var actor = ((Actor[])[.. People.All, Life.Pia, Life.Emil]).First(a => a.Id == who);

        Assert.Equal((drafts, comments), (RecommendationRules.WhyNotDraft(actor) is null, RecommendationRules.WhyNotComment(actor) is null));
    }

    [Fact]
    public void A_PI_who_drafts_needs_another_PI()
    {
        var life = Life.Drafted(People.Ada).Tell(People.Ada, new Submitted(""));

        Assert.Equal("Ada drafted it, and who drafts does not decide about it. Another PI does.", RecommendationRules.WhyNotApprove(life.Now, People.Ada));
        Assert.Null(RecommendationRules.WhyNotApprove(life.Now, Life.Pia));
    }

    [Fact]
    public void In_a_lab_of_two_the_PI_edits_and_signs_when_the_researcher_validates_the_edited_version()
    {
        var life = Life.Drafted().Submitted();
        life.Approved(People.Ada, life.Now.Document with { Title = "Anneal hot" });

        Assert.Contains("Ben, or somebody else with an account, starts its validation", RecommendationRules.WhyNotStartValidation(life.Now, People.Ada), StringComparison.Ordinal);
        Assert.NotNull(RecommendationRules.WhyNotStartValidation(life.Now, Actor.Console));
        Assert.Null(RecommendationRules.WhyNotStartValidation(life.Now, People.Ben));
        life.Measuring(People.Ben).Scored();
        Assert.Null(RecommendationRules.WhyNotMakeOfficial(life.Now, People.Ada, life.Now.Seen));
    }

    [Fact]
    public void A_PI_does_not_sign_alone_what_nobody_else_has_stood_behind()
    {
        var life = Life.Drafted().Submitted();
        life.Approved(People.Ada, life.Now.Document with { Title = "Anneal hot" }).Measuring(People.Ada).Scored();

        Assert.Equal("Ada wrote version 2 when approving it, and nobody else stands behind it yet. Another PI makes it official.", RecommendationRules.WhyNotMakeOfficial(life.Now, People.Ada));
        Assert.Null(RecommendationRules.WhyNotMakeOfficial(life.Now, Life.Pia));
    }

    [Theory]
    [InlineData(GainVerdict.Open, false)]
    [InlineData(GainVerdict.AsForecast, true)]
    [InlineData(GainVerdict.BetterButNotAsForecast, true)]
    [InlineData(GainVerdict.NotShown, false)]
    [InlineData(GainVerdict.Contradicted, false)]
    public void Only_a_validation_that_bears_it_out_makes_it_official(GainVerdict verdict, bool may)
    {
        var life = Life.In(RecommendationStatus.Validating).Scored(verdict);

        Assert.Equal(may, RecommendationRules.WhyNotMakeOfficial(life.Now, People.Ada, life.Now.Seen) is null);
        Assert.Null(RecommendationRules.WhyNotReject(life.Now, People.Ada, life.Now.Seen));
    }

    [Fact]
    public void A_decision_on_an_older_state_is_refused_with_what_happened_since()
    {
        var life = Life.In(RecommendationStatus.InReview);
        var seen = life.Now.Seen;
        life.Tell(Life.Pia, new Approved(seen, null, ""));

        Assert.Equal("Something happened after what you saw: Pia approved it for validation on 2026-11-02 08:03 UTC. Look at it as it is now, and decide then.", RecommendationRules.WhyNotReject(life.Now, People.Ada, seen));
    }

    [Fact]
    public void A_comment_is_something_to_have_seen_too()
    {
        var life = Life.In(RecommendationStatus.InReview);
        var seen = life.Now.Seen;
        life.Tell(Life.Emil, new Commented("The probe was off on Tuesday."));

        Assert.Contains("Emil commented on it", RecommendationRules.WhyNotApprove(life.Now, People.Ada, seen), StringComparison.Ordinal);
    }

    [Fact]
    public void A_decision_about_another_text_is_refused()
    {
        var life = Life.In(RecommendationStatus.InReview);

        Assert.Contains("not the version that counts", RecommendationRules.WhyNotApprove(life.Now, People.Ada, life.Now.Seen with { DocumentHash = new string('0', 64) }), StringComparison.Ordinal);
        Assert.Contains("not the version that counts", RecommendationRules.WhyNotApprove(life.Now, People.Ada, life.Now.Seen with { Version = 2 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_signs_while_the_evidence_is_changed_and_a_version_with_younger_evidence_heals_it()
    {
        var life = Life.In(RecommendationStatus.InReview).Changed();
        Assert.Equal("Its evidence has changed since it was made: Ben excluded 9 runs. Ben revises it with a new analysis first; until then nobody signs it.", RecommendationRules.WhyNotApprove(life.Now, People.Ada));

        life.Tell(People.Ben, new Revised(life.Now.Document with { Title = "A better title" }, ""));
        Assert.NotNull(life.Now.EvidenceChanged);
        Assert.NotNull(RecommendationRules.WhyNotSubmit(life.Now, People.Ben));

        life.Tell(People.Ben, new Revised(life.Now.Document with { ProjectSequence = 14 }, ""));
        Assert.Null(life.Now.EvidenceChanged);
        Assert.Null(RecommendationRules.WhyNotSubmit(life.Now, People.Ben));
    }

    [Fact]
    public void Without_a_forecast_nothing_is_validated()
    {
        var life = Life.Drafted(document: Recommended.Document(hasForecast: false)).Submitted();

        Assert.Contains("2 batches have runs on both sides", RecommendationRules.WhyNotApprove(life.Now, People.Ada), StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_is_validated_once_and_a_lost_validation_does_not_count()
    {
        var lost = Life.In(RecommendationStatus.Validating);
        lost.Tell(Actor.Portal, new ValidationLost(lost.Campaign, "It was deleted."));
        Assert.Equal(RecommendationStatus.ApprovedForValidation, lost.Now.Status);
        Assert.Null(RecommendationRules.WhyNotStartValidation(lost.Now, People.Ben));

        var scored = Life.In(RecommendationStatus.Validating).Scored(GainVerdict.NotShown);
        Assert.Contains("Each version is validated once", RecommendationRules.WhyNotStartValidation(scored.Now, People.Ben), StringComparison.Ordinal);
    }

    [Fact]
    public void A_revision_has_review_and_validation_before_it_again()
    {
        var life = Life.In(RecommendationStatus.Validating).Scored();
        life.Tell(People.Ben, new Revised(life.Now.Document with { Claim = "More." }, ""));

        Assert.Equal(RecommendationStatus.Draft, life.Now.Status);
        Assert.Null(life.Now.ValidationScore);
        life.Submitted().Approved().Measuring();
        Assert.Contains("still measures", RecommendationRules.WhyNotMakeOfficial(life.Now, People.Ada), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_tabs_of_the_author_do_not_overwrite_each_other()
    {
        var life = Life.Drafted();
        life.Tell(People.Ben, new Revised(life.Now.Document with { Claim = "More." }, ""));

        Assert.Contains("after version 1 that you edited", RecommendationRules.WhyNotRevise(life.Now, People.Ben, 1), StringComparison.Ordinal);
        Assert.Null(RecommendationRules.WhyNotRevise(life.Now, People.Ben, 2));
    }

    [Fact]
    public void Only_an_official_recommendation_takes_the_place_of_another()
    {
        var old = Life.In(RecommendationStatus.Stale).Now;
        var other = Life.In(RecommendationStatus.InReview).Now with { Id = Guid.NewGuid() };

        Assert.Contains("is not official", RecommendationRules.WhyNotReplace(old, other, People.Ada), StringComparison.Ordinal);
        Assert.Contains("does not take its own place", RecommendationRules.WhyNotReplace(old, old, People.Ada), StringComparison.Ordinal);
        Assert.Null(RecommendationRules.WhyNotReplace(old, Life.In(RecommendationStatus.Official).Now with { Id = Guid.NewGuid() }, People.Ada, old.Seen));
    }

    private static IEnumerable<(string Deed, Func<Actor, string?> WhyNot)> Deeds(Recommendation now) =>
    [
        ("revises", a => RecommendationRules.WhyNotRevise(now, a, now.Current.Number)),
        ("submits", a => RecommendationRules.WhyNotSubmit(now, a)),
        ("withdraws", a => RecommendationRules.WhyNotWithdraw(now, a)),
        ("approves", a => RecommendationRules.WhyNotApprove(now, a, now.Seen)),
        ("rejects", a => RecommendationRules.WhyNotReject(now, a, now.Seen)),
        ("validates", a => RecommendationRules.WhyNotStartValidation(now, a)),
        ("makes official", a => RecommendationRules.WhyNotMakeOfficial(now, a, now.Seen)),
        ("replaces", a => RecommendationRules.WhyNotReplace(now, null, a, now.Seen)),
    ];
}
