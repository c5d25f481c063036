using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.People;
using SdlPortal.Tests.Reviews;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Reviews;

namespace SdlPortal.Tests.Fakes;

/// <summary>Recommendations in every state in a portal's database, written by its own desk and log over simulated weeks.</summary>
internal sealed class ReviewedPortal
{
    private readonly RecommendationLog log;
    private readonly ICampaignLog campaigns;
    private readonly Weeks time;
    private readonly string project;

    /// <param name="log">Of the portal's database.</param>
    /// <param name="now">Until when everything has happened.</param>
    /// <param name="project">Whose runs they rest on; a portal at work marks what rests on a project that is not there.</param>
    public ReviewedPortal(RecommendationLog log, ICampaignLog campaigns, DateTimeOffset now, string project = Recommended.Project)
    {
        this.project = project;
        (this.log, this.campaigns, time) = (log, campaigns, new Weeks(now.AddDays(-92)));
        Desk = new ReviewDesk(log, campaigns, Feed, time);
    }

    public RecommendationFeed Feed { get; } = new();

    public ReviewDesk Desk { get; }

    /// <summary>A second PI, so that one can draft and the other sign.</summary>
    public static Actor Pia { get; } = new("pia", "Pia", [Role.PrincipalInvestigator]);

    /// <summary>Fills the data folder of a portal that is not at work, with the project that the recommendations rest on.</summary>
    public static async Task<IReadOnlyDictionary<string, Recommendation>> FilledAsync(string folder)
    {
        await using var services = Persistence(folder);
        await PortalDatabase.PrepareAsync(services);
        var project = new RunLibrary(Path.Combine(folder, RunLibrary.FolderName), TimeProvider.System).Create(Recommended.Evidence().Project, People.Ben);
        return await new ReviewedPortal(services.GetRequiredService<RecommendationLog>(), services.GetRequiredService<ICampaignLog>(), TimeProvider.System.GetUtcNow(), project.Id).FillAsync();
    }

    /// <summary>Campaigns of another server on the same database that have followed a recommendation and ended now.</summary>
    /// <param name="value">By whether the point is inside, and its number from 0.</param>
    public static async Task FollowedAsync(string folder, Recommendation official, int count, Func<bool, int, double?> value)
    {
        await using var services = Persistence(folder);
        for (var i = 0; i < count; i++)
        {
            var events = TriedCampaign.Designed(TriedCampaign.Following(official), official, value);
            await services.GetRequiredService<ICampaignLog>().AppendAsync(Guid.NewGuid(), 0, [.. events.Select(e => new NewEvent(e, TimeProvider.System.GetUtcNow(), People.Ben.Name))]);
        }
    }

    private static ServiceProvider Persistence(string folder) =>
        new ServiceCollection().AddPortalPersistence(new ConfigurationBuilder().AddInMemoryCollection([new("Data:Folder", folder)]).Build()).BuildServiceProvider();

    /// <summary>The desk of another server on the same database: what happens there this one's pages are not told.</summary>
    public ReviewDesk Elsewhere() => new(log, campaigns, new RecommendationFeed(), time);

    public void Pass(double days) => time.Pass(TimeSpan.FromDays(days));

    public Task<Recommendation> DraftAsync(string title, Actor? author = null, RecommendationDocument? document = null) => Desk.DraftAsync((document ?? Recommended.Document(title)) with { ProjectId = project }, author ?? People.Ben);

    public async Task<Recommendation> InReviewAsync(string title, Actor? author = null, RecommendationDocument? document = null)
    {
        var drafted = await DraftAsync(title, author, document);
        Pass(0.7);
        return await Desk.SubmitAsync(drafted.Id, "Ready for a look.", author ?? People.Ben);
    }

    public async Task<Recommendation> ApprovedAsync(string title, Actor? author = null, RecommendationDocument? document = null)
    {
        var submitted = await InReviewAsync(title, author, document);
        Pass(1.6);
        return await Desk.ApproveAsync(submitted.Id, submitted.Seen, null, "Worth eight and eight.", People.Ada);
    }

    public async Task<Recommendation> ValidatingAsync(string title, RecommendationDocument? document = null)
    {
        var approved = await ApprovedAsync(title, document: document);
        Pass(0.5);
        var definition = ValidationCampaign.Of(approved.Document, approved.Id, approved.Current.Number, CampaignDefinition.From(Recommended.Campaign()));
        var campaign = Guid.NewGuid();
        await campaigns.AppendAsync(campaign, 0, [new NewEvent(new CampaignCreated(definition), time.GetUtcNow(), People.Ben.Name)]);
        return await Desk.StartValidationAsync(approved.Id, campaign, People.Ben);
    }

    public async Task<Recommendation> ScoredAsync(string title, GainScore score, RecommendationDocument? document = null)
    {
        var validating = await ValidatingAsync(title, document);
        Pass(3);
        return (await Desk.NoteAsync(validating.Id, r => new Scored([r.Validation!.Campaign], score, EndsValidation: true)))!;
    }

    public async Task<Recommendation> OfficialAsync(string title, GainScore? score = null, RecommendationDocument? document = null)
    {
        var scored = await ScoredAsync(title, score ?? Recommended.Score(), document);
        Pass(0.8);
        return await Desk.MakeOfficialAsync(scored.Id, scored.Seen, "It held.", People.Ada);
    }

    public async Task<Recommendation> StaleAsync(string title)
    {
        var official = await OfficialAsync(title);
        Pass(20);
        return (await Desk.NoteAsync(official.Id, _ => new Contradicted("24 later experiments inside were no better than 24 outside: probability 0.49 where at least 0.61 was expected; such an alarm is false once in 100.", null)))!;
    }

    /// <summary>Everything that a lab would have after some months.</summary>
    public async Task<Dictionary<string, Recommendation>> FillAsync()
    {
        var all = new Dictionary<string, Recommendation>(StringComparer.Ordinal);
        all["official"] = await PromisedAsync("Thin films: four passes or fewer", 0.6, 0.7, isOfficial: true);
        Pass(6);
        all["stale"] = await StaleAsync("Dilute stock gives even films");
        all["missed"] = await PromisedAsync("More air, fewer pinholes", 0.4, 0.42);
        Pass(4);
        var replaced = await PromisedAsync("Anneal above 250 °C", 1.3, 0.93, isOfficial: true);
        Pass(12);
        var successor = await PromisedAsync("Anneal hot, spray slowly", 0.9, 0.81, isOfficial: true);
        all["superseded"] = await Desk.ReplaceAsync(replaced.Id, successor.Id, replaced.Seen, "The newer one names the spray rate too.", People.Ada);
        all["ended"] = await PromisedAsync("EG instead of DMSO", 0.5, 0.76);
        Pass(2);
        all["validating"] = await ValidatingAsync("Two slow passes instead of four fast ones");
        all["approved"] = await ApprovedAsync("Lower the nozzle for viscous stock");
        var rejected = await InReviewAsync("Skip the second anneal");
        Pass(0.4);
        all["rejected"] = await Desk.RejectAsync(rejected.Id, rejected.Seen, "Three batches of one week are one batch for this claim. Add two from other weeks.", People.Ada);
        all["changed"] = await InReviewAsync("Hot hotplate, cold nozzle", Pia);
        all["changed"] = (await Desk.NoteAsync(all["changed"].Id, _ => new EvidenceChanged("9 runs of batch D were excluded on 3 November: the probe was uncalibrated.", 14)))!;
        all["draft"] = await DraftAsync("Slow spray for humid days", People.Ada);
        all["review"] = await ReviewedAsync();
        return all;
    }

    private async Task<Recommendation> PromisedAsync(string title, double shift, double wins, bool isOfficial = false)
    {
        var forecast = Recommended.Forecast(shift);
        var document = Recommended.Document(title) with { Forecast = forecast };
        var score = Recommended.Counted(forecast, document.Validation.Inside, wins);
        return isOfficial ? await OfficialAsync(title, score, document) : await ScoredAsync(title, score, document);
    }

    /// <summary>In review with a second version and what people said about it.</summary>
    private async Task<Recommendation> ReviewedAsync()
    {
        var first = await DraftAsync("Anneal at 262 to 288 °C with slow spray");
        Pass(0.3);
        await Desk.CommentAsync(first.Id, "Is batch C left out because of its age? Please say so.", People.Ada);
        Pass(0.2);
        await Desk.ReviseAsync(first.Id, 1, first.Document with
        {
            Rationale = first.Document.Rationale + " It counts nothing for that reason, and leaving it in changes the claim by less than 0.01.",
            Validation = new ValidationDesign(10, 10, 41),
        }, "Says what batch C counts, and asks for ten and ten.", People.Ben);
        Pass(0.1);
        return await Desk.SubmitAsync(first.Id, "Ready for a look; the line is free from Thursday.", People.Ben);
    }

    /// <summary>A clock that goes on when it is told to.</summary>
    private sealed class Weeks(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset now = start;

        public void Pass(TimeSpan span) => now += span;

        // A minute between any two looks keeps the order of what happened.
        public override DateTimeOffset GetUtcNow() => now = now.AddMinutes(1);
    }
}
