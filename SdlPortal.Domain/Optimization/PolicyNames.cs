using System.Text.Json;

namespace SdlPortal.Domain.Optimization;

/// <summary>The names that campaign files use for policies: "liar-worst", "when-noisy".</summary>
public static class PolicyNames
{
    public static string Of<T>(T policy)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(policy.ToString());

    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>The policy of that name; throws where there is none.</summary>
    public static T Read<T>(string name)
        where T : struct, Enum => Enum.GetValues<T>().First(p => Of(p) == name);
}
