using System.CommandLine;

namespace SdlPortal.Web.Cli;

/// <summary>`data`: what the data workspace does, for files on the command line (docs/data-workspace.md).</summary>
internal static class DataCommands
{
    public static Command Create()
    {
        var command = new Command("data", "Models of any table: compared, kept and applied (docs/data-workspace.md).");
        command.Subcommands.Add(DataFitCommand.Create());
        command.Subcommands.Add(DataPredictCommand.Create());
        return command;
    }
}
