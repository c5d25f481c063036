using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Tests.Fakes;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.Persistence;

public sealed class RecommendationLogTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private TemporaryPortal portal = null!;
    private ReviewedPortal lab = null!;

    private RecommendationLog Log => portal.Services.GetRequiredService<RecommendationLog>();

    public async Task InitializeAsync()
    {
        portal = await TemporaryPortal.CreateAsync();
        lab = new ReviewedPortal(Log, portal.Log, Now);
    }

    public async Task DisposeAsync() => await portal.DisposeAsync();

    [Fact]
    public async Task Every_kind_of_entry_is_read_back_as_it_was_written()
    {
        await lab.FillAsync();
        var validating = await lab.ValidatingAsync("Lost");
        await lab.Desk.NoteAsync(validating.Id, r => new ValidationLost(r.Validation!.Campaign, "It was deleted."));
        await lab.Desk.WithdrawAsync(validating.Id, "Later.", People.Ben);
        var kinds = new HashSet<Type>();
        foreach (var told in await lab.Desk.AllAsync())
        {
            var read = (await portal.Open().GetRequiredService<RecommendationLog>().ReadAsync(told.Id))!;
            // The same text again says that nothing was lost on the way.
            Assert.Equal(told.History.Select(e => RecommendationJson.Write(e.Event)), read.History.Select(e => RecommendationJson.Write(e.Event)));
            Assert.Equal(told.History.Select(e => (e.Sequence, e.At, e.ActorId, e.ActorName, e.Hash)), read.History.Select(e => (e.Sequence, e.At, e.ActorId, e.ActorName, e.Hash)));
            Assert.Equal((told.Status, told.Seen), (read.Status, read.Seen));
            kinds.UnionWith(read.History.Select(e => e.Event.GetType()));
        }

        Assert.Equal(typeof(RecommendationEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(RecommendationEvent))).OrderBy(t => t.Name), kinds.OrderBy(t => t.Name));
    }

    [Theory]
    [InlineData("UPDATE RecommendationEvents SET ActorName = 'Eve' WHERE Sequence = 2", "broken at event 2")]
    [InlineData("UPDATE RecommendationEvents SET ActorId = 'eve' WHERE Sequence = 3", "broken at event 3")]
    [InlineData("UPDATE RecommendationEvents SET At = '2020-01-01T00:00:00.0000000Z' WHERE Sequence = 3", "broken at event 3")]
    [InlineData("UPDATE RecommendationEvents SET Json = replace(Json, 'Worth', 'Not worth') WHERE Sequence = 3", "broken at event 3")]
    [InlineData("DELETE FROM RecommendationEvents WHERE Sequence = 2", "the entry is missing (the next one is 3)")]
    [InlineData("DELETE FROM RecommendationEvents WHERE Sequence = 3", "ends at event 2, but has reached event 3")]
    public async Task What_somebody_changed_in_the_record_is_found_and_named(string tampering, string found)
    {
        var approved = await lab.ApprovedAsync("Anneal hot");
        var verification = portal.Services.GetRequiredService<LogVerification>();
        var whole = await verification.VerifyAsync();
        Assert.Equal((1, 3L, 0), (whole.Recommendations, whole.Events, whole.Problems.Count));

        await portal.SqlAsync(tampering);

        var problem = Assert.Single((await verification.VerifyAsync()).Problems);
        Assert.Contains($"recommendation {approved.Id}", problem, StringComparison.Ordinal);
        Assert.Contains(found, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_record_is_refused_instead_of_shown()
    {
        var approved = await lab.ApprovedAsync("Anneal hot");
        await portal.SqlAsync("UPDATE RecommendationEvents SET ActorName = 'Eve' WHERE Sequence = 2");

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => portal.Open().GetRequiredService<RecommendationLog>().ReadAsync(approved.Id));
        Assert.Contains("Restore the database from a backup", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_writers_at_the_same_place_the_second_writes_nothing()
    {
        var drafted = await lab.DraftAsync("Anneal hot");

        var first = await Log.AppendAsync(drafted.Id, drafted, new Commented("First."), Now, People.Ada);
        var second = await Log.AppendAsync(drafted.Id, drafted, new Commented("Second."), Now, People.Ben);

        Assert.NotNull(first);
        Assert.Null(second);
        var read = (await Log.ReadAsync(drafted.Id, drafted))!;
        Assert.Equal("First.", Assert.Single(read.Comments).Text);
        Assert.Equal(2, Assert.Single(await Log.ListAsync()).Sequence);
    }

    [Fact]
    public async Task The_list_is_rebuilt_from_the_logs_as_it_was()
    {
        await lab.FillAsync();
        var whole = await Log.ListAsync();
        Assert.Equal(whole.Count, whole.Select(r => r.Id).Distinct().Count());
        await portal.SqlAsync("UPDATE Recommendations SET Status = 'Official', Title = 'Anything'; DELETE FROM Recommendations WHERE Sequence > 4");
        await portal.SqlAsync($"INSERT INTO Recommendations SELECT '{Guid.NewGuid()}', Sequence, Title, Claim, Subject, Status, Version, ProjectId, Project, Target, AuthorId, AuthorName, EditorId, DraftedAt, UpdatedAt, UpdatedById, UpdatedBy, ValidatingCampaign, Verdict, EvidenceChanged, Alarm, Note FROM Recommendations LIMIT 1");
        Assert.NotEqual(whole, await Log.ListAsync());

        var report = await portal.Services.GetRequiredService<Projections>().RebuildAsync();

        Assert.Equal((whole.Count, 0), (report.Recommendations, report.Problems.Count));
        Assert.Equal(whole, await Log.ListAsync());
    }

    [Fact]
    public async Task A_lost_row_of_the_list_does_not_stop_the_next_decision()
    {
        var submitted = await lab.InReviewAsync("Anneal hot");
        await portal.SqlAsync("DELETE FROM Recommendations");

        await lab.Desk.ApproveAsync(submitted.Id, submitted.Seen, null, "", People.Ada);

        Assert.Equal(RecommendationStatus.ApprovedForValidation, Assert.Single(await Log.ListAsync()).Status);
    }

    [Theory]
    [InlineData("submitted", 1, """{"note":"Ready.","addedLater":true}""")]
    [InlineData("commented", 1, """{"text":"A word."}""")]
    [InlineData("evidenceChanged", 1, """{"reason":"Ben excluded 9 runs.","projectSequence":14}""")]
    [InlineData("validationLost", 1, """{"campaign":"0c0c0c0c-0000-0000-0000-000000000001","reason":"It was deleted."}""")]
    public void Entries_as_the_first_version_wrote_them_stay_readable(string type, int version, string json) =>
        Assert.Equal(type, RecommendationJson.Write(RecommendationJson.Read(type, version, json)).Type);

    [Theory]
    [InlineData("dreamed", 1, "does not know")]
    [InlineData("submitted", 2, "in version 2; this program reads up to 1")]
    [InlineData("commented", 1, "cannot be read")]
    public void Entries_of_a_newer_program_and_damaged_ones_are_refused(string type, int version, string found) =>
        Assert.Contains(found, Assert.Throws<InvalidDataException>(() => RecommendationJson.Read(type, version, type == "commented" ? "{" : "{}")).Message, StringComparison.Ordinal);
}
