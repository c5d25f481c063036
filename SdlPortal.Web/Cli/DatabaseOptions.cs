using System.CommandLine;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Cli;

/// <summary>The options by which a command names the database; without them it is the one that the server would open.</summary>
internal sealed class DatabaseOptions
{
    private readonly Option<DatabaseProvider> provider = Provider("Instead of the setting Database:Provider.");
    private readonly Option<string?> connectionString = new("--connection-string") { Description = "Instead of the setting Database:ConnectionString." };
    private readonly Option<string?> dataFolder = new("--data-folder") { Description = "Instead of the setting Data:Folder." };

    /// <summary>`--provider Sqlite|SqlServer`, in any case.</summary>
    public static Option<DatabaseProvider> Provider(string description) => new("--provider")
    {
        Description = description,
        HelpName = "Sqlite|SqlServer",
        CustomParser = result =>
        {
            try
            {
                return DatabaseChoice.ReadProvider(result.Tokens[0].Value);
            }
            catch (DatabaseUnavailableException e)
            {
                result.AddError(e.Message);
                return default;
            }
        },
    };

    public void AddTo(Command command)
    {
        command.Options.Add(provider);
        command.Options.Add(connectionString);
        command.Options.Add(dataFolder);
    }

    /// <summary>The server's settings, with those that the options replace.</summary>
    public IConfiguration Configuration(ParseResult parsed)
    {
        // Found where the server finds them: in the current folder, or beside the program.
        var configuration = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory }).Configuration;
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = parsed.GetResult(provider) is null ? configuration["Database:Provider"] : parsed.GetValue(provider).ToString(),
            ["Database:ConnectionString"] = parsed.GetValue(connectionString) ?? (parsed.GetValue(dataFolder) is null ? configuration["Database:ConnectionString"] : null),
            ["Data:Folder"] = parsed.GetValue(dataFolder) ?? configuration["Data:Folder"],
        });
        return configuration;
    }

    /// <summary>The database and what works on it, ready for use; it must exist.</summary>
    public async Task<ServiceProvider> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection().AddPortalPersistence(Configuration(parsed)).BuildServiceProvider();
        try
        {
            await PortalDatabase.PrepareAsync(services, create: false, cancellationToken);
            return services;
        }
        catch (DatabaseUnavailableException)
        {
            await services.DisposeAsync();
            throw;
        }
    }
}
