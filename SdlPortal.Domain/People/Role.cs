using System.Collections.Frozen;

namespace SdlPortal.Domain.People;

/// <summary>What somebody is in the lab; a person may have several.</summary>
public enum Role
{
    Viewer,
    Researcher,
    PrincipalInvestigator,
    Administrator,
}

/// <summary>What each role may do: the one place that says so.</summary>
public static class Rights
{
    private static readonly Deed[] Research = [Deed.Look, Deed.Comment, Deed.RunCampaigns, Deed.RunStudies, Deed.WorkWithData, Deed.DraftRecommendations];

    private static readonly FrozenDictionary<Role, FrozenSet<Deed>> ByRole = new Dictionary<Role, FrozenSet<Deed>>
    {
        [Role.Viewer] = FrozenSet.Create(Deed.Look),
        [Role.Researcher] = FrozenSet.Create(Research),
        [Role.PrincipalInvestigator] = FrozenSet.Create([.. Research, Deed.SignRecommendations]),
        [Role.Administrator] = FrozenSet.Create(Deed.Look, Deed.ManageAccounts),
    }.ToFrozenDictionary();

    public static IReadOnlySet<Deed> Of(Role role) => ByRole[role];

    /// <summary>The roles that may do something, in the order of <see cref="Role"/>.</summary>
    public static IReadOnlyList<Role> Holders(Deed deed) => [.. Enum.GetValues<Role>().Where(r => ByRole[r].Contains(deed))];
}
