using System.CommandLine;

namespace SdlPortal.Web.Cli;

/// <summary>`data`: the data workspace from the command line (docs/data-workspace.md).</summary>
internal static class DataCommands
{
    public static Command Create()
    {
        var command = new Command("data", "Any table of results in a file: what it is like and what is wrong with it.");
        command.Subcommands.Add(DataProfileCommand.Create());
        return command;
    }
}
