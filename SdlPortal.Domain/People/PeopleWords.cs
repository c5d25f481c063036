namespace SdlPortal.Domain.People;

/// <summary>Roles and deeds as people say them.</summary>
public static class PeopleWords
{
    public static string Of(Role role) => role switch
    {
        Role.PrincipalInvestigator => "PI",
        Role.Administrator => "administrator",
        Role.Researcher => "researcher",
        _ => "viewer",
    };

    /// <summary>At the beginning of a sentence: "Running campaigns".</summary>
    public static string Of(Deed deed) => deed switch
    {
        Deed.Look => "Looking at the lab",
        Deed.Comment => "Commenting",
        Deed.RunCampaigns => "Running campaigns",
        Deed.RunStudies => "Running studies",
        Deed.WorkWithData => "Working with data",
        Deed.DraftRecommendations => "Drafting recommendations",
        Deed.SignRecommendations => "Deciding about recommendations",
        Deed.ManageAccounts => "Managing accounts",
        _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, "A deed without words."),
    };

    public static string OneOf(IReadOnlyList<Role> roles) => roles.Count switch
    {
        0 => "that nobody has",
        1 => Of(roles[0]),
        _ => $"{string.Join(", ", roles.Take(roles.Count - 1).Select(Of))} or {Of(roles[^1])}",
    };

    public static string All(IReadOnlyList<Role> roles) => roles.Count == 0 ? "without a role" : string.Join(" and ", roles.Select(Of));
}
