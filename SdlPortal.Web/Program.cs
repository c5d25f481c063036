using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Console;
using SdlPortal.Hardware;
using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Campaigns.Advising;
using SdlPortal.Web.Campaigns.HandingOver;
using SdlPortal.Web.Cli;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.MetaAnalysis.Analyses;
using SdlPortal.Web.MetaAnalysis.Jobs;
using SdlPortal.Web.MetaAnalysis.Plans;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Reviews;
using SdlPortal.Web.Studies;
using SdlPortal.Web.Studies.Jobs;

if (PortalCli.IsCommand(args))
    return await PortalCli.RunAsync(args);

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        // Started from another folder, the settings are still the ones beside the program.
        ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
    });
    builder.WebHost.UseStaticWebAssets();
    builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.ColorBehavior) = (true, LoggerColorBehavior.Disabled));

    builder.Services.AddPortalPersistence(builder.Configuration);
    builder.Services.AddDemoLab(builder.Configuration, DataFolder.Find(builder.Configuration), provider => provider.GetRequiredService<ResultTables>().ReadAsync);
    builder.Services.AddLabOperation();
    builder.Services.AddStudies(builder.Configuration);
    builder.Services.AddPriorRuns(builder.Configuration);
    builder.Services.AddHandovers(builder.Configuration);
    builder.Services.AddReviews();
    builder.Services.AddAdvisor();
    builder.Services.AddLivePages(builder.Configuration);

    var app = builder.Build();
    app.UseStatusCodePagesWithReExecute("/not-found");
    app.UseAntiforgery();
    app.MapStaticAssets();
    app.MapHealthChecks("/healthz");
    app.MapHub<LabHub>(LabHub.Address);
    app.MapCampaignFiles();
    app.MapStudyFiles();
    app.MapAnalysisFiles();
    app.MapPlanFiles();
    app.MapReviewFiles();
    app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    await PortalDatabase.PrepareAsync(app.Services);
    using var held = DataFolder.Hold(builder.Configuration);
    await app.StartAsync();
    app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("SdlPortal").LogInformation("SDL Portal is ready at {Addresses}", string.Join(", ", app.Urls));
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is DatabaseUnavailableException or LabUnavailableException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (IOException e) when (e.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"SDL Portal cannot start. {e.Message.TrimEnd('.')}. Stop the other program, or choose a port with --Urls=http://localhost:5081.");
    return 1;
}
catch (FormatException e) when (e.Message.Contains("url", StringComparison.OrdinalIgnoreCase))
{
    await Console.Error.WriteLineAsync($"SDL Portal cannot start. {e.Message}; write it like --Urls=http://localhost:5081.");
    return 1;
}

public partial class Program;
