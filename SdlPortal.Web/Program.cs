using Microsoft.AspNetCore.Connections;
using SdlPortal.Hardware;
using SdlPortal.Web;
using SdlPortal.Web.Accounts;
using SdlPortal.Web.Cli;
using SdlPortal.Web.Persistence;

if (PortalCli.IsCommand(args))
    return await PortalCli.RunAsync(args);

try
{
    var app = Portal.Build(args);
    await PortalDatabase.PrepareAsync(app.Services);
    using var held = DataFolder.Hold(app.Configuration);
    await app.StartAsync();
    app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("SdlPortal").LogInformation("SDL Portal is ready at {Addresses}", string.Join(", ", app.Urls));
    await Doorkeeper.AnnounceAsync(app, Console.Out);
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
