using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.Stations;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Persistence;
using SdlPortal.Web.Campaigns.HandingOver;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.MetaAnalysis;
using SdlPortal.Web.MetaAnalysis.Projects;
using SdlPortal.Web.MetaAnalysis.Sources;
using SdlPortal.Web.MetaAnalysis.Surveys;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Tests.MetaAnalysis.Projects;

/// <summary>Pages of prior runs over a real library, real readers and real background work, in a folder of their own.</summary>
public abstract class PriorRunsBench : BunitContext, IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private TemporaryPortal stored = null!;

    protected string Folder => stored.Folder;

    protected string Inbox => Directory.CreateDirectory(Path.Combine(Folder, "inbox")).FullName;

    protected PriorRuns Runs => Services.GetRequiredService<PriorRuns>();

    protected MetaJobs Jobs => Services.GetRequiredService<MetaJobs>();

    protected SourceDrafts Drafts => Services.GetRequiredService<SourceDrafts>();

    public async Task InitializeAsync()
    {
        stored = await TemporaryPortal.CreateAsync();
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./js/memory.js").Mode = JSRuntimeMode.Loose;
        this.AddViewerInUtc();
        this.AddSignedIn();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Folder", Folder)]).Build();
        Services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton<ICampaignLog>(stored.Log).AddSingleton(stored.Index).AddPriorRuns(configuration);
        Services.AddSingleton(stored.Services.GetRequiredService<Templates>()).AddSingleton<ILab>(new ScriptedLab(TimeProvider.System, ("sprayer", 1), ("hotplate", 1), ("probe", 1))).AddHandovers(configuration);
        Services.AddScoped<BrowserMemory>().AddScoped<DialogService>();
    }

    public new async Task DisposeAsync()
    {
        await Jobs.DisposeAsync();
        await base.DisposeAsync();
        await stored.DisposeAsync();
    }

    /// <summary>Two tasks of 15 runs with two replicates each, and 3 runs of the first once more at the end.</summary>
    protected static string Table(int duplicates = 3)
    {
        var lines = Enumerable.Range(0, 30).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{(i < 15 ? "iris" : "wine")},{Math.Pow(10, -4 + (i % 15 * 0.2)):G6},{8 + (i * 7 % 120)},{(i % 3 == 0 ? "adam" : "sgd")},{0.70 + (i * 37 % 29 / 100.0)},{0.71 + (i * 37 % 29 / 100.0)},{i % 5}")).ToList();
        return "task,learning_rate,units,optimizer,acc_seed0,acc_seed1,seed\n" + string.Join('\n', lines.Concat(lines.Take(duplicates))) + "\n";
    }

    protected string Write(string name, string text)
    {
        var path = Path.Combine(Inbox, name);
        File.WriteAllText(path, text);
        return path;
    }

    protected RunProject Project(string name = "Classifiers") => Runs.Create(name, People.Ada);

    protected IRenderedComponent<ProjectPage> Open(RunProject project, string tab, string query = "")
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(ProjectTabs.Address(project.Id, tab) + query);
        return Render<ProjectPage>(p => p.Add(x => x.Id, project.Id).Add(x => x.Tab, tab));
    }

    /// <summary>Brings a table, imports it as guessed, and waits until it is looked over.</summary>
    protected async Task ImportAsync(RunProject project, string name, string text)
    {
        var draft = Drafts.Bring(project.Id, Write(name, text), People.Ada);
        var map = Domain.MetaAnalysis.Import.RunMapFile.Write(Domain.MetaAnalysis.Import.Proposals.MapProposal.For(draft.Path).Map);
        Drafts.Change(draft.Id, People.Ada, d => d with { Map = map });
        Services.GetRequiredService<ImportWork>().Ask(project, draft.Id, People.Ada);
        await SurveyedAsync(project);
    }

    protected async Task<Survey> SurveyedAsync(RunProject project)
    {
        var surveyor = Services.GetRequiredService<Surveyor>();
        for (var tries = 0; tries < 3000; tries++)
        {
            if (surveyor.Latest(project) is { } survey && survey.StateHash == project.State.Hash && !Jobs.Of(project.Id).Any(j => j.IsActive))
                return survey;
            await Task.Delay(20);
        }

        throw new TimeoutException(string.Join("; ", Jobs.Of(project.Id)));
    }

    protected static AngleSharp.Dom.IElement Button(IRenderedComponent<ProjectPage> page, string verb) => page.FindAll("button").First(b => b.TextContent.Trim() == verb);

    /// <summary>A click's effect comes when the page's own work lets it.</summary>
    protected static AngleSharp.Dom.IElement Await(IRenderedComponent<ProjectPage> page, string selector) => page.WaitForElement(selector, Patience);

    protected static AngleSharp.Dom.IElement Labelled(IRenderedComponent<ProjectPage> page, string label) => page.FindAll("[aria-label]").First(e => e.GetAttribute("aria-label") == label);
}
