using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.MetaAnalysis.Tasks;

/// <summary>Lists of names and aliases as a person types them into one field.</summary>
public static class RuleText
{
    /// <summary>"lr, learning rate" as two names.</summary>
    public static EquatableList<string> Names(string? text) => [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    public static string Of(EquatableList<string> names) => string.Join(", ", names);

    /// <summary>"adam = Adam, ADAM; sgd = SGD" as two aliases. What has no equals sign is an alias without names, which the rules' check reports.</summary>
    public static EquatableList<NameAlias> Aliases(string? text) =>
    [
        .. (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
            .Select(sides => new NameAlias(sides[0], sides.Length == 2 ? Names(sides[1]) : [])),
    ];

    public static string Of(EquatableList<NameAlias> aliases) => string.Join("; ", aliases.Select(a => a.From.Count == 0 ? a.Name : $"{a.Name} = {Of(a.From)}"));
}
