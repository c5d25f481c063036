using Microsoft.Extensions.Logging.Console;
using SdlPortal.Domain.People;
using SdlPortal.Hardware;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Campaigns.Advising;
using SdlPortal.Web.Campaigns.HandingOver;
using SdlPortal.Web.Data;
using SdlPortal.Web.Data.Answers;
using SdlPortal.Web.Data.Files;
using SdlPortal.Web.Data.Modeling;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.MetaAnalysis;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Plans;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Reviews;
using SdlPortal.Web.Studies;
using SdlPortal.Web.Studies.Jobs;

namespace SdlPortal.Web;

/// <summary>The composition root: the server with everything that is in it, built and not started.</summary>
public static class Portal
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(Portal).Assembly.GetName().Name,
            // Started from another folder, the settings are still the ones beside the program.
            ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.ColorBehavior) = (true, LoggerColorBehavior.Disabled));

        builder.Services.AddPortalPersistence(builder.Configuration);
        builder.Services.AddAccounts();
        builder.Services.AddDemoLab(builder.Configuration, DataFolder.Find(builder.Configuration), provider => provider.GetRequiredService<ResultTables>().ReadAsync);
        builder.Services.AddLabOperation();
        builder.Services.AddStudies(builder.Configuration);
        builder.Services.AddPriorRuns(builder.Configuration);
        builder.Services.AddDataWorkspace(builder.Configuration);
        builder.Services.AddHandovers(builder.Configuration);
        builder.Services.AddReviews();
        builder.Services.AddAdvisor();
        builder.Services.AddLivePages(builder.Configuration);

        var app = builder.Build();
        app.UsePlainRefusals();
        // After it, so that the page it leads to is found.
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealthChecks(OpenDoors.Health).AllowAnonymous();
        app.MapHub<LabHub>(LabHub.Address).Needs(Deed.Look);
        app.MapCampaignFiles();
        app.MapStudyFiles();
        app.MapAnalysisFiles();
        app.MapReviewFiles();
        app.MapPlanFiles();
        app.MapDataFiles();
        app.MapModels();
        app.MapAnswerFiles();
        app.MapSignOut();
        app.MapDemoSignIn();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().NeedsLookWithoutRule();
        return app;
    }
}
