using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Persistence;
using SdlPortal.Web.Data;
using SdlPortal.Web.Data.Modeling;
using SdlPortal.Web.Data.Tables;
using SdlPortal.Web.Live;
using SdlPortal.Web.MetaAnalysis;

namespace SdlPortal.Tests.Data;

/// <summary>Pages of the data workspace over real tables, real readers and real background work, in a folder of their own.</summary>
public abstract class DataBench : BunitContext, IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private TemporaryPortal stored = null!;

    protected string Folder => stored.Folder;

    protected string Inbox => Directory.CreateDirectory(Path.Combine(Folder, "inbox")).FullName;

    protected DataTables Tables => Services.GetRequiredService<DataTables>();

    protected DataJobs Jobs => Services.GetRequiredService<DataJobs>();

    protected ModelShelf Shelf => Services.GetRequiredService<ModelShelf>();

    protected string Address => Services.GetRequiredService<BunitNavigationManager>().Uri;

    public async Task InitializeAsync()
    {
        stored = await TemporaryPortal.CreateAsync();
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddViewerInUtc();
        this.AddSignedIn();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Folder", Folder)]).Build();
        Services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<ICampaignLog>(stored.Log).AddSingleton(stored.Index).AddPriorRuns(configuration).AddDataWorkspace(configuration);
        Services.AddScoped<BrowserMemory>().AddScoped<DialogService>();
    }

    public new async Task DisposeAsync()
    {
        await Jobs.DisposeAsync();
        await base.DisposeAsync();
        await stored.DisposeAsync();
    }

    /// <summary>Forty coatings; rows 7 and 8 stand there twice, one temperature is missing, one cell has its unit and one says "broken".</summary>
    protected static string Csv()
    {
        var lines = Enumerable.Range(0, 40).Select(i => FormattableString.Invariant(
            $"{i + 1},{(i % 3 == 0 ? "DMF" : "water")},{(i == 11 ? "" : $"{180 + (i * 37 % 100)}")},{(i == 4 ? "7.5 mg/mL" : $"{5 + (i * 13 % 17) / 2.0}")},{(i == 20 ? "broken" : $"{80 + (i * 29 % 41)}")}")).ToList();
        lines.Insert(8, lines[7]);
        lines.Insert(8, lines[6]);
        return "number,solvent,temperature (°C),concentration (mg/mL),thickness (nm)\n" + string.Join('\n', lines) + "\n";
    }

    protected string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(Inbox, name), text);
        return name;
    }

    /// <summary>Brings a table and waits until it is there.</summary>
    protected async Task<TableView> BringAsync(string name = "coatings.csv", string? text = null)
    {
        var draft = Tables.Bring(Write(name, text ?? Csv()), People.Ada);
        return await ReadAsync(draft.Id);
    }

    protected async Task<TableView> ReadAsync(string id)
    {
        for (var tries = 0; tries < 3000; tries++)
        {
            if (Tables.Find(id) is { } view)
                return view;
            await Task.Delay(20);
        }

        throw new TimeoutException($"{Tables.FindDraft(id)}; {string.Join("; ", Jobs.Of(id))}");
    }

    protected IRenderedComponent<TablePage> Open(string id, string tab, string query = "")
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(TableTabs.Address(id, tab) + query);
        return Render<TablePage>(p => p.Add(x => x.Id, id).Add(x => x.Tab, tab));
    }

    protected static AngleSharp.Dom.IElement Button(IRenderedComponent<TablePage> page, string verb) => page.FindAll("button").First(b => b.TextContent.Trim() == verb);

    protected static AngleSharp.Dom.IElement Labelled(IRenderedComponent<TablePage> page, string label) => page.FindAll("[aria-label]").First(e => e.GetAttribute("aria-label") == label);
}
