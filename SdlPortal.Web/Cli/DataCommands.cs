using System.CommandLine;

namespace SdlPortal.Web.Cli;

/// <summary>`data`: the data workspace from the command line (docs/data-workspace.md).</summary>
internal static class DataCommands
{
    public static Command Create()
    {
<<<<<<< HEAD
        var command = new Command("data", "Any table of results in a file: models that foretell a column, compared, kept and applied (docs/data-workspace.md).");
=======
        var command = new Command("data", "Any table in a file: what it is like and what is wrong with it, and models that are compared, kept and applied.");
        command.Subcommands.Add(DataProfileCommand.Create());
>>>>>>> workspace
        command.Subcommands.Add(DataFitCommand.Create());
        command.Subcommands.Add(DataPredictCommand.Create());
        return command;
    }
}
