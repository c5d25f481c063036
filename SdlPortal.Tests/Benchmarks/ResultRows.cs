using System.Globalization;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>Prints results as rows of a Markdown table, and what else the machine was doing.</summary>
internal sealed class ResultRows(TextWriter output)
{
    public async Task HeadAsync()
    {
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, load before: {Load()}"));
        await output.WriteLineAsync();
        await output.WriteLineAsync("| what | target | measured |");
        await output.WriteLineAsync("|---|---|---|");
    }

    public Task AddAsync(string what, string target, FormattableString measured) =>
        output.WriteLineAsync($"| {what} | {target} | {measured.ToString(CultureInfo.InvariantCulture)} |");

    public async Task FootAsync() => await output.WriteLineAsync($"{Environment.NewLine}Load after: {Load()}");

    /// <summary>The load averages of 1, 5 and 15 minutes, where the system tells them.</summary>
    private static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";
}
