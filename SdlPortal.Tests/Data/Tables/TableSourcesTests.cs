using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SdlPortal.Domain.Analytics.Tables;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Quality;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.MetaAnalysis.Library;
using SdlPortal.Tests.Persistence;
using SdlPortal.Web.Data;
using SdlPortal.Web.Data.Tables;
using SdlPortal.Web.MetaAnalysis;
using SdlPortal.Web.MetaAnalysis.Projects;

namespace SdlPortal.Tests.Data.Tables;

/// <summary>Campaigns and projects of prior runs as tables, over the container that the portal has.</summary>
public sealed class TableSourcesTests : IAsyncLifetime
{
    private TemporaryPortal portal = null!;
    private ServiceProvider services = null!;

    private DataTables Tables => services.GetRequiredService<DataTables>();

    private DataJobs Jobs => services.GetRequiredService<DataJobs>();

    public async Task InitializeAsync()
    {
        portal = await TemporaryPortal.CreateAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Folder", portal.Folder)]).Build();
        services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<ICampaignLog>(portal.Log).AddPriorRuns(configuration).AddDataWorkspace(configuration).BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await Jobs.DisposeAsync();
        await services.GetRequiredService<MetaJobs>().DisposeAsync();
        await services.DisposeAsync();
        await portal.DisposeAsync();
    }

    [Fact]
    public void A_campaigns_experiments_are_rows()
    {
        var story = new CampaignStory(timeScale: 2).Whole(0, 1, 5).Whole(500, 2, 7);
        story.Suggest(1000, 3, observed: 2, source: SuggestionSource.Manual).Begin(1000, 3, 0, "dispenser-1").Fail(1010, 3, 0, "the needle is clogged");

        var table = CampaignTable.Of(story.Campaign);

        Assert.Equal("Coatings", table.Name);
        Assert.Equal(3, table.Rows);
        Assert.Equal([1, 2, 3], Column(table, "experiment"));
        Assert.Equal([5, 7, double.NaN], Column(table, "conductivity"));
        Assert.Equal([284, 284, 284], Column(table, "temperature"));
        Assert.Equal(story.Campaign.Definition.Space.Parameters.First(p => p.Name == "temperature").Unit, table.Columns[table.IndexOf("temperature")].Unit);
        Assert.Equal(["water"], table.Columns[table.IndexOf("solvent")].Levels);
        Assert.Equal([600, 600, double.NaN], Column(table, "time in anneal"));
        Assert.Equal("s", table.Columns[table.IndexOf("time in anneal")].Unit);
        Assert.Equal(["ei", "a person"], table.Columns[table.IndexOf("suggested by")].Levels);
        Assert.Equal("completed", table.Columns[table.IndexOf("status")].Levels[0]);
        Assert.Equal(CampaignStory.At(500).ToUnixTimeSeconds(), Column(table, "started at")[1]);
        Assert.Equal(ColumnKind.Time, table.Columns[table.IndexOf("started at")].Kind);
        Assert.Equal([0, 1, 2], Column(table, "results known when suggested"));
    }

    [Fact]
    public async Task A_campaign_that_goes_on_is_read_anew_and_what_was_left_out_stays_so()
    {
        var story = new CampaignStory().Whole(0, 1, 5).Whole(500, 2, 7);
        await portal.Log.AppendAsync(CampaignStory.Id, 0, [.. story.Events.Select(e => new NewEvent(e.Event, e.At, e.Actor))]);
        var id = (await Tables.FromCampaignAsync(CampaignStory.Id, People.Ben, CancellationToken.None)).Id;
        var view = await TableAsync(id);
        Assert.Equal(("Coatings", TableOrigin.Campaign, CampaignStory.Id.ToString("D"), 2), (view.Head.Name, view.Head.Origin, view.Head.Source, view.Head.Rows));
        Tables.Exclude(id, RowSet.Of([0]), "warm-up", People.Ben);

        Assert.Equal("Nothing has changed since.", await RefreshAsync(id));
        var known = story.Events.Count;
        story.Whole(1000, 3, 9);
        await portal.Log.AppendAsync(CampaignStory.Id, known, [.. story.Events.Skip(known).Select(e => new NewEvent(e.Event, e.At, e.Actor))]);
        await RefreshAsync(id);

        var next = Tables.Find(id)!;
        Assert.Equal((3, 1), (next.Head.Rows, next.Head.Excluded));
        Assert.Equal([7, 9], Column(next.Kept, "conductivity"));
        Assert.Equal([5, 7], Column(view.Whole, "conductivity"));
        Assert.Equal(["v2"], Directory.GetDirectories(Tables.FolderOf(id)).Select(d => Path.GetFileName(d)!).Where(n => n.StartsWith('v')));
        await Assert.ThrowsAsync<RefusedException>(() => Tables.FromCampaignAsync(Guid.NewGuid(), People.Ben, CancellationToken.None));
    }

    [Fact]
    public async Task A_projects_runs_are_rows_and_those_left_out_are_found_again_among_others()
    {
        var project = services.GetRequiredService<PriorRuns>().Create("MLP tuning", People.Ben);
        Import(project, "a.fake", 0, 12);
        var id = Tables.FromProject(project.Id, People.Ben).Id;
        var view = await TableAsync(id);

        Assert.Equal(("MLP tuning", 12), (view.Head.Name, view.Head.Rows));
        Assert.Contains(view.Whole.Columns, c => c is { Name: "lr", Kind: ColumnKind.Number });
        Assert.Contains(view.Whole.Columns, c => c is { Name: "accuracy", Kind: ColumnKind.Number });
        Assert.Equal(ColumnKind.Category, view.Whole.Columns[view.Whole.IndexOf("status")].Kind);
        Tables.Exclude(id, RowSet.Of([3]), "odd", People.Ben);
        var odd = view.Whole.Values(view.Whole.IndexOf("accuracy"))[3];

        var source = Assert.Single(project.State.Current);
        Import(project, "b.fake", 100, 5);
        Import(project, "c.fake", 200, 4);
        await RefreshAsync(id);
        var grown = Tables.Find(id)!;
        Assert.Equal((21, 1, 20), (grown.Head.Rows, grown.Head.Excluded, grown.Kept.Rows));
        Assert.Contains(odd, Column(grown.Whole, "accuracy"));
        Assert.DoesNotContain(odd, Column(grown.Kept, "accuracy"));

        project.RemoveSource(source.Id, "wrong", People.Ben);
        var said = await RefreshAsync(id);
        Assert.Equal((9, 0), (Tables.Find(id)!.Head.Rows, Tables.Find(id)!.Head.Excluded));
        Assert.EndsWith("1 of the rows that were left out is not there any more.", said, StringComparison.Ordinal);
        Assert.Equal("Ben, by reading the table anew", Tables.Find(id)!.Edits[^1].UndoneBy);
    }

    private static double[] Column(DataTable table, string name) => table.Values(table.IndexOf(name));

    private void Import(RunProject project, string name, int from, int count)
    {
        var path = Path.Combine(portal.Folder, name);
        File.WriteAllLines(path, LibraryFolder.Numbers(from, count));
        ImportRun.Start(project, new ImportRequest(path, new FakeReader(), null, People.Ben), null, CancellationToken.None);
    }

    private async Task<TableView> TableAsync(string id)
    {
        await RestAsync(id);
        return Tables.Find(id)!;
    }

    private async Task<string> RefreshAsync(string id)
    {
        Tables.Refresh(id, People.Ben);
        return await RestAsync(id);
    }

    private async Task<string> RestAsync(string id)
    {
        for (var i = 0; i < 1500 && Jobs.Find(id, TableDraft.JobKey) is not { IsActive: false }; i++)
            await Task.Delay(20);
        return Jobs.Find(id, TableDraft.JobKey)!.Words;
    }
}
