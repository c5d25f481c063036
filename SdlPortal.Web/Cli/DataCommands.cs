using System.CommandLine;

namespace SdlPortal.Web.Cli;

/// <summary>`data`: the data workspace from the command line (docs/data-workspace.md).</summary>
internal static class DataCommands
{
    public static Command Create()
    {
        var command = new Command("data", "Any table of results in a file: models that foretell a column, compared, kept and applied (docs/data-workspace.md).");
        command.Subcommands.Add(DataFitCommand.Create());
        command.Subcommands.Add(DataPredictCommand.Create());
        return command;
    }
}
