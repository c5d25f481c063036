using System.Text.Json;

namespace SdlPortal.Domain.Optimization;

/// <summary>The names that campaign files use for policies: "liar-worst", "when-noisy".</summary>
public static class PolicyNames
{
    public static string Of<T>(T policy)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(policy.ToString());

    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>The policy of that name; null where there is none.</summary>
    public static T? Find<T>(string? name)
        where T : struct, Enum => Enum.GetValues<T>().Select(p => (T?)p).FirstOrDefault(p => Of(p!.Value) == name);
}
