using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Console;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;
using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Cli;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
using SdlPortal.Web.Persistence;
using SdlPortal.Web.Stations;

if (PortalCli.IsCommand(args))
    return await PortalCli.RunAsync(args);

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    // Started from another folder, the settings are still the ones beside the program.
    ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
});
builder.WebHost.UseStaticWebAssets();
builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.ColorBehavior) = (true, LoggerColorBehavior.Disabled));

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddPortalPersistence(builder.Configuration);
builder.Services.AddSingleton<ILab, EmptyLab>();
builder.Services.AddSingleton<SuggestAsync>((request, cancellationToken) => Task.Run(() => Strategies.Suggest(request, cancellationToken), cancellationToken));
builder.Services.AddSingleton<LabFeed>();
builder.Services.AddSingleton<Orchestrator>();
builder.Services.AddHostedService<LabHost>();
builder.Services.AddLivePages(builder.Configuration);

var app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapHealthChecks("/healthz");
app.MapHub<LabHub>(LabHub.Address);
app.MapCampaignFiles();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();

try
{
    await PortalDatabase.PrepareAsync(app.Services);
    await app.StartAsync();
}
catch (DatabaseUnavailableException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (IOException e) when (e.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"SDL Portal cannot listen on {app.Configuration["Urls"]}: the port is taken. Stop the other program, or choose a port with --Urls=http://localhost:5081.");
    return 1;
}

app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("SdlPortal").LogInformation("SDL Portal is ready at {Addresses}", string.Join(", ", app.Urls));
await app.WaitForShutdownAsync();
return 0;

public partial class Program;
