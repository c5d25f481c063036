using System.CommandLine;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.People;
using SdlPortal.Web.MetaAnalysis.Sources;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Cli;

/// <summary>The options by which a command names the prior runs it works on, and what it says when that cannot be done.</summary>
internal sealed class LibraryOptions
{
    private readonly DatabaseOptions database = new();
    private readonly Option<string?> project = new("--project") { Description = "The project's name. Without it: the only one there is." };

    public void AddTo(Command command, bool withProject = true)
    {
        if (withProject)
            command.Options.Add(project);
        database.AddTo(command);
    }

    public RunLibrary Open(ParseResult parsed) => new(Path.Combine(DataFolder.Find(database.Configuration(parsed)), RunLibrary.FolderName), TimeProvider.System, (campaign, cancellationToken) =>
    {
        // The database is opened only for a project that has own campaigns.
        using var services = database.OpenAsync(parsed, cancellationToken).GetAwaiter().GetResult();
        return CampaignLogs.Reader(services.GetRequiredService<ICampaignLog>())(campaign, cancellationToken);
    });

    /// <summary>Who decides, as the journal has it.</summary>
    public static Actor By => Actor.Console with { Name = Environment.UserName };

    /// <exception cref="RefusedException">There is no such project, or the name is missing and there are several.</exception>
    public RunProject Project(ParseResult parsed)
    {
        var library = Open(parsed);
        var name = parsed.GetValue(project);
        if (name is not null)
            return library.Find(name) ?? throw new RefusedException($"There is no project '{name}'. {Known(library)}");
        return library.Projects() is [var only] ? library.Find(only.Id)! : throw new RefusedException($"Say which project with --project. {Known(library)}");
    }

    /// <summary>As <see cref="Project"/>, but a project that is not there is made.</summary>
    public (RunProject Project, bool IsNew) ProjectOrNew(ParseResult parsed, string name)
    {
        var library = Open(parsed);
        var given = parsed.GetValue(project) ?? (library.Projects().Count == 0 ? name : null);
        return given is null ? (Project(parsed), false) : library.Find(given) is { } known ? (known, false) : (library.Create(given, By), true);
    }

    /// <summary>Runs a command; what is wrong is said in a sentence, with the exit code that belongs to it.</summary>
    public static async Task<int> TryAsync(ParseResult parsed, Func<TextWriter, Task<int>> run)
    {
        var error = parsed.InvocationConfiguration.Error;
        try
        {
            return await run(parsed.InvocationConfiguration.Output);
        }
        catch (DefinitionException e)
        {
            await ProblemLines.WriteAsync("The file", e.Problems, error);
            return PortalCli.BadUsage;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Interrupted; nothing was changed.");
            return PortalCli.Failed;
        }
        catch (RunSourceException e)
        {
            await error.WriteLineAsync(e.Message);
            return PortalCli.BadUsage;
        }
        catch (Exception e) when (e is RunLibraryException or RefusedException)
        {
            await error.WriteLineAsync(e.Message);
            return PortalCli.Failed;
        }
    }

    private static string Known(RunLibrary library) => library.Projects() is { Count: > 0 } projects ? $"Known are: {string.Join(", ", projects.Select(p => $"'{p.Name}'"))}." : "There is none yet; `meta import` makes one.";
}
