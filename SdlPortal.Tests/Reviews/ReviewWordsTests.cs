using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.Simulation;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Reviews;
using SdlPortal.Web.Reviews.History;
using SdlPortal.Web.Reviews.Quarters;

namespace SdlPortal.Tests.Reviews;

/// <summary>What pages of reviews say and draw, by value.</summary>
public sealed class ReviewWordsTests
{
    [Fact]
    public void Every_status_has_a_color_an_icon_a_word_and_a_meaning_of_its_own()
    {
        var all = Enum.GetValues<RecommendationStatus>();
        Assert.Equal(all.Order(), RecommendationLook.Order.Order());
        Assert.Equal(all.Length, all.Select(s => RecommendationLook.Tone(s).Word).Distinct().Count());
        Assert.Equal(all.Length, all.Select(s => RecommendationLook.Tone(s).Icon).Distinct().Count());
        Assert.All(all, s => Assert.NotEmpty(RecommendationLook.Meaning(s)));
        Assert.All(all, s => Assert.NotEmpty(SdlPortal.Web.Layout.Icons.Path(RecommendationLook.Tone(s).Icon)));
    }

    [Fact]
    public void A_text_is_compared_word_by_word_and_nothing_of_either_is_lost()
    {
        const string before = "Batch C is old.\nIt counts.";
        const string after = "Batch C is old and dry.\nIt counts nothing.";
        var pieces = TextDiff.Of(before, after);

        Assert.Equal(before, string.Concat(pieces.Where(p => p.Kind != PieceKind.Added).Select(p => p.Text)));
        Assert.Equal(after, string.Concat(pieces.Where(p => p.Kind != PieceKind.Removed).Select(p => p.Text)));
        Assert.Equal("Batch C is ", pieces[0].Text);
        Assert.Contains(new TextPiece(PieceKind.Removed, "old."), pieces);
        Assert.Equal([new TextPiece(PieceKind.Kept, "same")], TextDiff.Of("same", "same"));
        Assert.Equal([new TextPiece(PieceKind.Kept, "All of it"), new TextPiece(PieceKind.Added, " and more")], TextDiff.Of("All of it", "All of it and more"));
    }

    [Fact]
    public void A_list_of_recommendations_is_filtered_by_its_address()
    {
        var all = new[] { Summary("Anneal hot", RecommendationStatus.Official, "a", "Ben"), Summary("Spray slowly", RecommendationStatus.Draft, "a", "Ada"), Summary("Anneal long", RecommendationStatus.Draft, "b", "Ben") };
        var query = ReviewQuery.From(" anneal ", "draft", null, null);

        Assert.Equal("/reviews?q=anneal&status=Draft", query.Address());
        Assert.Equal(["Anneal long"], query.Apply(all).Select(r => r.Title));
        Assert.Equal([1, 1], [query.Counts(all)[RecommendationStatus.Draft], query.Counts(all)[RecommendationStatus.Official]]);
        Assert.Equal(["Anneal hot", "Spray slowly"], ReviewQuery.From(null, "nonsense", "a", null).Apply(all).Select(r => r.Title));
        Assert.Equal(["Anneal hot", "Anneal long"], new ReviewQuery(Author: "Ben").Apply(all).Select(r => r.Title));
        Assert.Equal("/reviews", new ReviewQuery().Address());
    }

    [Fact]
    public void Lessons_follow_from_the_scores_and_name_the_one_that_was_farthest_off()
    {
        ScoreLine[] lines = [Line("A", 0.78), Line("B", 0.81), Line("C", 0.46, GainVerdict.NotShown), Line("D", 0.74)];
        var (coverage, shortfall) = (new Estimate(0.75, 0.3, 0.95), new Estimate(0.09, -0.02, 0.2));
        var lessons = RetrospectiveSentences.Of(Period(lines, coverage, shortfall));

        Assert.Equal("3 of 4\u00a0intervals held: 75\u00a0% (30 to 95\u00a0%), too few to say whether 95 % is right.", lessons[0]);
        Assert.Equal("Predicted minus realized gain is 0.09 (−0.02 to 0.2) on average: no sign that forecasts flatter or are too modest.", lessons[1]);
        Assert.Equal("Fresh experiments showed 3 of 4\u00a0regions to be better than the rest.", lessons[2]);
        Assert.Equal("Farthest off was “C”: 0.46 instead of 0.45 to 0.95.", lessons[3]);
        Assert.Contains("forecasts flatter.", RetrospectiveSentences.Of(Period(lines, coverage, new Estimate(0.1, 0.02, 0.2)))[1], StringComparison.Ordinal);
        Assert.Contains("by 0.1 (0.02 to 0.2) on average: forecasts are too modest.", RetrospectiveSentences.Of(Period(lines, coverage, new Estimate(-0.1, -0.2, -0.02)))[1], StringComparison.Ordinal);
        Assert.Contains("surer than they should be", RetrospectiveSentences.Of(Period(lines, new Estimate(0.6, 0.4, 0.8), shortfall))[0], StringComparison.Ordinal);
        Assert.Empty(RetrospectiveSentences.Of(Period([])));
    }

    [Fact]
    public void Predicted_stands_against_realized_with_both_intervals()
    {
        var figure = ScoreFigures.PredictedAndRealized(Period([Line("A", 0.78), Line("C", 0.46, GainVerdict.NotShown)]));
        var plot = figure.Panels.Single().Plot;

        Assert.Equal(["Predicted = realized", "In its interval", "Outside of it"], plot.Traces.Select(t => t.Name));
        Assert.Equal([0.78], plot.Traces[1].Y);
        Assert.Equal(Recommended.Forecast().Superiority.Mean, plot.Traces[1].X[0]);
        Assert.Equal([0.23], plot.Traces[1].ErrorY!.ArrayMinus!, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal("no", plot.Table.Rows[1][^1]);
    }

    [Fact]
    public void A_quarter_is_found_by_its_word()
    {
        var (all, quarter) = (Period([]), Period([]) with { Name = "2026 Q4" });
        var book = new ScoreBook([quarter], all);

        Assert.Same(quarter, Quarter.Find(book, "2026-q4"));
        Assert.Same(all, Quarter.Find(book, null));
        Assert.Null(Quarter.Find(book, "2025-Q1"));
        Assert.Equal("/reviews/retrospective?quarter=2026-Q4", Quarter.Address(Quarter.Word(quarter)));
    }

    /// <param name="shortfall">Predicted minus realized.</param>
    private static ScorePeriod Period(IReadOnlyList<ScoreLine> lines, Estimate coverage = default, Estimate shortfall = default) =>
        new("All time", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(90), lines, new Dictionary<RecommendationStatus, int>(),
            lines.Count == 0 ? null : new GainCalibration(lines.Count, [new GainCoverage(0.95, coverage)], new Estimate(-shortfall.Mean, -shortfall.High, -shortfall.Low), []), null, null);

    private static ScoreLine Line(string title, double realized, GainVerdict verdict = GainVerdict.AsForecast) => new(Guid.NewGuid(), title, 1, RecommendationStatus.Official, DateTimeOffset.UnixEpoch, Recommended.Score(realized, verdict));

    private static RecommendationSummary Summary(string title, RecommendationStatus status, string project, string author) => new(Guid.NewGuid(), 1, title, "It is better.", RecommendationSubject.Region, status, 1, project, $"Project {project}", null,
        author.ToLowerInvariant(), author, null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, author, null, null, null, null, null);
}
