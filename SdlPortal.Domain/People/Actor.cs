using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.People;

/// <summary>
/// Somebody who looks or acts, as every page and command gets to know them: who it is and what they may do. Commands call <see cref="Demand"/> before anything else. Immutable.
/// </summary>
/// <param name="Id">Names the person for good: the account's id; a word for the portal itself and for whoever stands at the console.</param>
/// <param name="Name">As the records show it.</param>
public sealed record Actor(string Id, string Name, EquatableList<Role> Roles)
{
    /// <summary>The portal itself: what it does by rule and without a person.</summary>
    public static Actor Portal { get; } = new("portal", "portal", [Role.Researcher]);

    /// <summary>Whoever runs a command on the machine: the data folder is theirs already. Decides everything but never about recommendations, which only people with an account sign.</summary>
    public static Actor Console { get; } = new("console", "console", [Role.Researcher]);

    public bool May(Deed deed)
    {
        foreach (var role in Roles)
        {
            if (Rights.Of(role).Contains(deed))
                return true;
        }

        return false;
    }

    /// <returns>Why they may not, with the way out; null when they may.</returns>
    public string? WhyNot(Deed deed) => May(deed) ? null : $"{PeopleWords.Of(deed)} {(deed == Deed.ManageAccounts ? "is for administrators" : $"needs the role {PeopleWords.OneOf(Rights.Holders(deed))}")}; {Name} is {PeopleWords.All(Roles)}. An administrator can change that.";

    /// <exception cref="ForbiddenException">They may not.</exception>
    public void Demand(Deed deed)
    {
        if (WhyNot(deed) is { } reason)
            throw new ForbiddenException(reason);
    }
}

/// <summary>Somebody asked for what their roles do not allow; the message says which role would.</summary>
public sealed class ForbiddenException(string reason) : RefusedException(reason);
