using SdlPortal.Domain.People;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Web.Accounts;

/// <summary>An account in the list. Immutable.</summary>
/// <param name="Name">As the records show it.</param>
/// <param name="SignInName">What is typed to sign in, such as an e-mail address.</param>
/// <param name="IsLocked">By an administrator; a lock after wrong passwords passes by itself and is not told here.</param>
/// <param name="IsOpen">It has a password: the one-time link was used.</param>
public sealed record AccountEntry(string Id, string Name, string SignInName, EquatableList<Role> Roles, bool IsLocked, bool IsOpen, DateTimeOffset CreatedAt)
{
    public Actor Actor => new(Id, Name, Roles);

    /// <summary>Somebody who can sign in and manage accounts.</summary>
    public bool IsAbleAdministrator => IsOpen && !IsLocked && Actor.May(Deed.ManageAccounts);
}

/// <summary>What was done to an account, by whom and when.</summary>
public sealed record AccountEvent(DateTimeOffset At, string By, string Account, string What);

/// <summary>A link that lets its holder choose the account's password, once.</summary>
/// <param name="Path">Within the portal.</param>
public sealed record OneTimeLink(string Path, DateTimeOffset Until);
