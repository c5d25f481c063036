using SdlPortal.Web.Cli;

if (PortalCli.IsCommand(args))
    return await PortalCli.RunAsync(args);

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
await app.RunAsync();
return 0;

public partial class Program;
