using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Cli;

/// <summary>The problems of a file on the terminal, one line each under a heading; nothing when there are none.</summary>
internal static class ProblemLines
{
    public static async Task WriteAsync(string of, IReadOnlyList<Problem> problems, TextWriter error)
    {
        if (problems.Count > 0)
            await error.WriteLineAsync($"{of} has {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}:");
        foreach (var problem in problems)
            await error.WriteLineAsync($"  {problem}");
    }
}
