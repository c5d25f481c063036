namespace SdlPortal.Tests.Processes;

/// <summary>A server that cannot start says why in words, not in a stack trace, and ends with exit code 1.</summary>
public sealed class RefusedStartTests
{
    [Fact]
    public async Task A_second_server_on_the_same_data_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var first = new PortalProcess(folder.Path);
        await first.StartAndWaitAsync();
        Assert.Contains("One server at a time uses a data folder", await RefusalAsync(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_in_the_configuration_of_the_lab_are_listed()
    {
        using var folder = new TemporaryFolder();
        var refusal = await RefusalAsync(folder.Path, "--Lab:Speed=-1", "--Lab:Stations:0:Id=oven 1");
        Assert.Contains("Lab:Speed is -1", refusal, StringComparison.Ordinal);
        Assert.Contains("Lab:Stations:0:Kind is missing", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_where_a_number_belongs_is_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("'fast' at 'Lab:Speed'", await RefusalAsync(folder.Path, "--Lab:Speed=fast"), StringComparison.Ordinal);
    }

    private static async Task<string> RefusalAsync(string folder, params string[] settings)
    {
        await using var portal = new PortalProcess(folder, settings);
        portal.Start();
        var (code, output) = await portal.EndAsync();
        Assert.Equal(1, code);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        return output;
    }
}
