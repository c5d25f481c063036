using Microsoft.Data.Sqlite;
using SdlPortal.Tests.Persistence;
using SdlPortal.Web.Cli;

namespace SdlPortal.Tests.Cli;

public sealed class DbCommandsTests
{
    private static readonly string[] Tables = ["Events", "Campaigns", "Experiments", "RecommendationEvents", "Recommendations", "Templates", "ResultTables"];

    [Fact]
    public async Task Script_for_SQL_Server_creates_every_table_that_is_not_there_yet()
    {
        var (code, output, error) = await RunAsync("db", "script", "--provider", "SqlServer");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("IF OBJECT_ID(N'[__EFMigrationsHistory]') IS NULL", output);
        Assert.All(Tables, t => Assert.Contains($"CREATE TABLE [{t}] (", output));
        Assert.Contains("CONSTRAINT [PK_Events] PRIMARY KEY ([CampaignId], [Sequence])", output);
        Assert.Contains("[At] datetimeoffset NOT NULL", output);
    }

    [Fact]
    public async Task Script_for_SQLite_runs_on_an_empty_database()
    {
        var (code, output, _) = await RunAsync("db", "script", "--provider", "sqlite");
        Assert.Equal(0, code);

        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = output;
        command.ExecuteNonQuery();
        command.CommandText = "SELECT group_concat(name) FROM sqlite_master WHERE type = 'table'";
        var tables = ((string)command.ExecuteScalar()!).Split(',');
        Assert.All(Tables, t => Assert.Contains(t, tables));
    }

    [Fact]
    public async Task Verify_says_that_the_records_are_whole_and_names_the_one_that_is_not()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await portal.Log.AppendAsync(first, 0, Story.At(0, Story.Eventful));
        await portal.Log.TellAsync(second, Story.Eventful.Take(3));
        var events = Story.Eventful.Count + 3;
        Assert.Equal((0, $"2 campaigns, {events} events: every record is whole.\n", ""), await RunAsync("db", "verify", "--data-folder", portal.Folder));

        await portal.SqlAsync("UPDATE Events SET Actor = 'Eve' WHERE Sequence = 7");
        var (code, output, error) = await RunAsync("db", "verify", "--data-folder", portal.Folder);

        Assert.Equal((1, "2 campaigns, 3 events: 1 record broken.\n"), (code, output));
        Assert.Contains($"campaign {first} is broken at event 7", error);
    }

    [Theory]
    [InlineData("DELETE FROM Events WHERE Sequence = 3")]
    [InlineData("DELETE FROM Events")]
    public async Task Verify_notices_a_record_whose_end_was_cut_off(string cut)
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        await portal.Log.TellAsync(Guid.NewGuid(), Story.Eventful.Take(3));
        await portal.SqlAsync(cut);

        var (code, _, error) = await RunAsync("db", "verify", "--data-folder", portal.Folder);

        Assert.Equal(1, code);
        Assert.Contains("has reached event 3", error);
    }

    [Fact]
    public async Task Rebuild_says_how_much_it_wrote_and_which_record_it_could_not_read()
    {
        await using var portal = await TemporaryPortal.CreateAsync();
        var (whole, broken) = (Guid.NewGuid(), Guid.NewGuid());
        await portal.Log.AppendAsync(whole, 0, Story.At(0, Story.Eventful));
        await portal.Log.TellAsync(broken, Story.Eventful.Take(3));
        Assert.Equal((0, "Rebuilt 2 campaigns with 7 experiments.\n", ""), await RunAsync("db", "rebuild-projections", "--data-folder", portal.Folder));

        await portal.SqlAsync($"UPDATE Events SET Type = 'CampaignPaused' WHERE CampaignId = '{broken.ToString().ToUpperInvariant()}' AND Sequence = 2");
        var (code, output, error) = await RunAsync("db", "rebuild-projections", "--data-folder", portal.Folder);

        Assert.Equal((1, "Rebuilt 1 campaign with 7 experiments.\n"), (code, output));
        Assert.Contains(broken.ToString(), error);
        Assert.Equal(2, (await portal.Index.ListAsync()).Count);
    }

    [Fact]
    public async Task Database_that_is_not_there_is_not_created()
    {
        var folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());

        var (code, output, error) = await RunAsync("db", "verify", "--data-folder", folder);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains($"There is no database {Path.Combine(folder, "portal.db")}", error);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("Unrecognized command or argument 'fish'", "fish")]
    [InlineData("'Oracle' is not known; write Sqlite or SqlServer", "db", "script", "--provider", "Oracle")]
    [InlineData("Option '--provider' is required", "db", "script")]
    [InlineData("Required command was not provided", "db")]
    public async Task Bad_usage_is_explained(string explanation, params string[] args)
    {
        var (code, output, error) = await RunAsync(args);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(explanation, error[(error.IndexOf(explanation, StringComparison.Ordinal) is var at and >= 0 ? at : 0)..]);
        Assert.EndsWith("Add --help to see what is possible.\n", error);
        Assert.Equal(2, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("db", "--help")]
    [InlineData("db", "script", "--help")]
    public async Task Help_is_no_failure(params string[] args)
    {
        var (code, output, error) = await RunAsync(args);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Usage:", output);
    }

    [Theory]
    [InlineData(true, "db", "verify")]
    [InlineData(true, "fish")]
    [InlineData(true, "--help")]
    [InlineData(false)]
    [InlineData(false, "--urls", "http://127.0.0.1:5000")]
    [InlineData(false, "--urls=http://127.0.0.1:5000")]
    [InlineData(false, "urls=http://127.0.0.1:5000")]
    [InlineData(false, "/urls", "http://127.0.0.1:5000")]
    public void Words_are_commands_and_settings_are_not(bool command, params string[] args) => Assert.Equal(command, PortalCli.IsCommand(args));

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (await PortalCli.RunAsync(args, output, error), output.ToString(), error.ToString());
    }
}
