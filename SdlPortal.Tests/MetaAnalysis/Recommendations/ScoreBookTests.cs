using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.People;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Recommendations;

public sealed class ScoreBookTests
{
    [Fact]
    public void Each_quarter_has_what_was_promised_and_what_came()
    {
        var book = ScoreBook.Of([Told(new(2026, 2, 3, 8, 0, 0, TimeSpan.Zero), 40, 0.74, true), Told(new(2026, 5, 3, 8, 0, 0, TimeSpan.Zero), 10, 0.1, false), Told(new(2026, 6, 3, 8, 0, 0, TimeSpan.Zero), 10, 0.8, true)]);

        Assert.Equal(["2026 Q2", "2026 Q1"], book.Quarters.Select(q => q.Name));
        Assert.Equal(["0.1", "0.8"], book.Quarters[0].Lines.Select(l => FormattableString.Invariant($"{l.Score.Realized.Superiority.Mean:0.##}")));
        Assert.Equal((2, 1), (book.Quarters[0].Lines.Count, book.Quarters[0].Covered));
        Assert.Equal((1, 1), (book.Quarters[0].Counts[RecommendationStatus.Official], book.Quarters[0].Counts[RecommendationStatus.Validating]));
        Assert.Equal(TimeSpan.FromDays(20), book.Quarters[1].MedianToDecision);
        Assert.Equal(TimeSpan.FromDays(40), book.Quarters[1].MedianToOfficial);
        Assert.Equal((3, 2), (book.All.Lines.Count, book.All.Covered));
        Assert.Equal(2 / 3.0, book.All.Coverage!.Value.Mean, 9);
        Assert.True(book.All.Shortfall!.Value.Low < book.All.Shortfall.Value.Mean);
        Assert.Null(book.Quarters[1].Shortfall);
    }

    [Fact]
    public void A_validation_belongs_to_the_quarter_in_which_it_ended_and_a_draft_to_that_in_which_it_was_drafted()
    {
        var book = ScoreBook.Of([Told(new(2026, 3, 25, 8, 0, 0, TimeSpan.Zero), 20, 0.74, true)]);

        Assert.Equal([("2026 Q2", 1, 0), ("2026 Q1", 0, 1)], book.Quarters.Select(q => (q.Name, q.Lines.Count, q.Counts.Values.Sum())));
        Assert.Null(book.Quarters[1].Coverage);
    }

    [Fact]
    public void Without_recommendations_the_book_is_empty()
    {
        var book = ScoreBook.Of([]);

        Assert.Empty(book.Quarters);
        Assert.Equal((0, null, null), (book.All.Lines.Count, book.All.Calibration, book.All.MedianToDecision));
    }

    /// <summary>Drafted, approved half way, scored and signed at the end.</summary>
    private static Recommendation Told(DateTimeOffset drafted, double days, double realized, bool bearsOut)
    {
        var (id, campaign, recommendation) = (Guid.NewGuid(), Guid.NewGuid(), (Recommendation?)null);
        void Tell(Actor by, double after, RecommendationEvent happened)
        {
            var entry = new RecommendationEntry(id, (recommendation?.Sequence ?? 0) + 1, happened, drafted.AddDays(after), by.Id, by.Name, "");
            recommendation = recommendation is null ? Recommendation.Fold([entry]) : recommendation.Next(entry);
        }

        Tell(People.Ben, 0, new Drafted(Recommended.Document()));
        Tell(People.Ben, 1, new Submitted(""));
        Tell(People.Ada, days / 2, new Approved(recommendation!.Seen, null, ""));
        Tell(People.Ben, days / 2, new ValidationStarted(campaign));
        Tell(Actor.Portal, days, new Scored([campaign], Recommended.Score(realized, bearsOut ? GainVerdict.AsForecast : GainVerdict.NotShown), EndsValidation: true));
        if (bearsOut)
            Tell(People.Ada, days, new MadeOfficial(recommendation.Seen, ""));
        return recommendation;
    }
}
