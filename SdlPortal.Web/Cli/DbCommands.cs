using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Cli;

/// <summary>`db`: the migration script, the query rows, and the logs' integrity.</summary>
internal static class DbCommands
{
    public static Command Create()
    {
        var command = new Command("db", "The portal's database.");
        command.Subcommands.Add(Script());
        command.Subcommands.Add(RebuildProjections());
        command.Subcommands.Add(Verify());
        return command;
    }

    private static Command Script()
    {
        var provider = DatabaseOptions.Provider("Which database the script is for.");
        provider.Required = true;
        var command = new Command("script", "Prints the SQL that creates the tables. For SqlServer it also brings an older database up to date; for Sqlite it is for an empty one. Needs no database.");
        command.Options.Add(provider);
        command.SetAction(parsed =>
        {
            using PortalContext context = parsed.GetValue(provider) == DatabaseProvider.SqlServer
                ? new SqlServerDesign().CreateDbContext([])
                : new SqliteDesign().CreateDbContext([]);
            // SQLite's SQL has no conditions, so EF cannot write a script for it that asks what is there already.
            var options = context is SqlServerPortalContext ? MigrationsSqlGenerationOptions.Idempotent : MigrationsSqlGenerationOptions.Script;
            parsed.InvocationConfiguration.Output.Write(context.GetService<IMigrator>().GenerateScript(options: options));
        });
        return command;
    }

    private static Command RebuildProjections()
    {
        var database = new DatabaseOptions();
        var command = new Command("rebuild-projections", "Writes the lists of campaigns and recommendations and the tables of experiments anew from the logs.");
        database.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await database.OpenAsync(parsed, cancellationToken);
            var report = await services.GetRequiredService<Projections>().RebuildAsync(cancellationToken);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"Rebuilt {Count(report.Campaigns, "campaign")} with {Count(report.Experiments, "experiment")}{AndRecommendations(report.Recommendations)}.");
            return await ReportAsync(report.Problems, parsed);
        });
        return command;
    }

    private static Command Verify()
    {
        var database = new DatabaseOptions();
        var command = new Command("verify", "Checks that every entry of the log of every campaign and recommendation is as it was written.");
        database.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await database.OpenAsync(parsed, cancellationToken);
            var report = await services.GetRequiredService<LogVerification>().VerifyAsync(cancellationToken);
            var result = report.Problems.Count == 0 ? "every record is whole" : $"{Count(report.Problems.Count, "record")} broken";
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{Count(report.Campaigns, "campaign")}{AndRecommendations(report.Recommendations)}, {Count(report.Events, "event")}: {result}.");
            return await ReportAsync(report.Problems, parsed);
        });
        return command;
    }

    private static async Task<int> ReportAsync(IReadOnlyList<string> problems, ParseResult parsed)
    {
        foreach (var problem in problems)
            await parsed.InvocationConfiguration.Error.WriteLineAsync(problem);
        return problems.Count == 0 ? 0 : PortalCli.Failed;
    }

    private static string AndRecommendations(int number) => number == 0 ? "" : $" and {Count(number, "recommendation")}";

    private static string Count(long number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
