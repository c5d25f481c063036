using System.CommandLine;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Cli;

/// <summary>
/// The command line of the portal. Without a command the program is the server; with one it does that and exits: 0 when done, 1 when
/// it could not be done, 2 when it was not understood.
/// </summary>
public static class PortalCli
{
    public const int Failed = 1;
    public const int BadUsage = 2;

    /// <summary>What an interrupted command may take to write down what it has.</summary>
    private static readonly TimeSpan ToTidyUp = TimeSpan.FromMinutes(1);

    /// <summary>True for a word or a call for help; options such as --urls and settings such as key=value are the server's.</summary>
    public static bool IsCommand(string[] args) =>
        args is [var first, ..] && (first is "--help" or "-h" or "-?" or "--version" || !(first.StartsWith('-') || first.StartsWith('/') || first.Contains('=')));

    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Out, Console.Error);

    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("SDL Portal: a dashboard for self-driving laboratories. Without a command it starts the web server.");
        root.Subcommands.Add(CampaignCommands.Create());
        root.Subcommands.Add(SuggestCommand.Create());
        root.Subcommands.Add(AdviseCommand.Create());
        root.Subcommands.Add(StudyCommands.Create());
        root.Subcommands.Add(ReplayCommand.Create());
        root.Subcommands.Add(LineCommand.Create());
        root.Subcommands.Add(MetaCommands.Create());
        root.Subcommands.Add(DataCommands.Create());
        root.SetAction(_ => BadUsage); // never reached without a word, which then is the one mistake to report
        root.Subcommands.Add(DbCommands.Create());

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
                await error.WriteLineAsync(problem.Message);
            await error.WriteLineAsync("Add --help to see what is possible.");
            return BadUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = ToTidyUp }, cancellationToken);
        }
        catch (DatabaseUnavailableException e)
        {
            await error.WriteLineAsync(e.Message);
            return Failed;
        }
    }
}
