using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Console;
using Radzen;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;
using SdlPortal.Web.Cli;
using SdlPortal.Web.Layout;
using SdlPortal.Web.Live;
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
builder.Services.AddSingleton<ICampaignLog, MemoryCampaignLog>();
builder.Services.AddSingleton<ILab, EmptyLab>();
builder.Services.AddSingleton<LabFeed>();
builder.Services.AddSingleton<Orchestrator>();
builder.Services.AddRazorComponents().AddInteractiveServerComponents(circuit =>
{
    circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10);
    circuit.DisconnectedCircuitMaxRetained = 50;
    circuit.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(30);
}).AddHubOptions(hub => hub.MaximumReceiveMessageSize = 4 * 1024 * 1024); // pasted tables and campaign files
builder.Services.AddRadzenComponents();
builder.Services.AddScoped<Actor>();
builder.Services.AddScoped<BrowserMemory>();
builder.Services.AddHealthChecks();

var app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapHealthChecks("/healthz");
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();

try
{
    await app.StartAsync();
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
