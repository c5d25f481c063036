using System.CommandLine;

namespace SdlPortal.Web.Cli;

/// <summary>`data`: what the data workspace does, for files on the command line (docs/data-workspace.md).</summary>
internal static class DataCommands
{
    public static Command Create()
    {
        var command = new Command("data", "Any table in a file: what it is like and what is wrong with it, and models that are compared, kept and applied.");
        command.Subcommands.Add(DataProfileCommand.Create());
        command.Subcommands.Add(DataFitCommand.Create());
        command.Subcommands.Add(DataPredictCommand.Create());
        return command;
    }
}
