using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Accounts;

/// <summary>One change of the accounts while it is made: inside its transaction, with the entry of the record that goes with it.</summary>
internal sealed class AccountChange(PortalContext context, UserManager<Account> users, Actor by, TimeProvider time)
{
    /// <summary>Names in the records that are no person's.</summary>
    private static readonly string[] Reserved = [Actor.Portal.Name, Actor.Console.Name];

    public PortalContext Context => context;

    public UserManager<Account> Users => users;

    /// <summary>The account that it is about.</summary>
    public string? Changed { get; private set; }

    public async Task<Account> AccountAsync(string id) =>
        await users.FindByIdAsync(id) ?? throw new RefusedException("There is no such account; load the page again.");

    /// <exception cref="RefusedException">A name or the password will not do.</exception>
    public async Task<Account> AddAsync(string name, string signInName, string? password, IReadOnlyList<Role> roles)
    {
        name = StoredName.Check(name, "account", Account.LongestName);
        if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new RefusedException($"'{name}' stands for the portal itself in the records; choose another name.");
        if (await context.Users.AnyAsync(a => a.Name == name))
            throw new RefusedException($"There is an account of '{name}' already; the records could not tell them apart. Choose another name.");
        var account = new Account { Name = name, UserName = signInName.Trim(), Email = signInName.Contains('@', StringComparison.Ordinal) ? signInName.Trim() : null, CreatedAt = time.GetUtcNow(), LockoutEnabled = true };
        Check(password is null ? await users.CreateAsync(account) : await users.CreateAsync(account, password));
        Check(await users.AddToRolesAsync(account, roles.Distinct().Select(r => $"{r}")));
        return account;
    }

    /// <param name="byItself">The account's own person did it.</param>
    public void Note(Account account, string what, bool byItself = false)
    {
        Changed = account.Id;
        context.Add(new AccountEventRow { At = time.GetUtcNow(), By = byItself ? account.Name : by.Name, ById = byItself ? account.Id : by.Id, AccountId = account.Id, What = what });
    }

    /// <exception cref="RefusedException">Identity refused it; everything that it minds is said.</exception>
    public static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new RefusedException(string.Join(" ", result.Errors.Select(e => e.Description)));
    }
}
