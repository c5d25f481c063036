using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.People;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Persistence;

namespace SdlPortal.Web.Accounts;

/// <summary>
/// The accounts and who changed what about them. One change at a time, each together with its entry in the record or not at all; there is always an administrator who can sign in. Safe for any thread.
/// </summary>
public sealed class AccountBook(IServiceScopeFactory scopes, TimeProvider time, IOptions<DataProtectionTokenProviderOptions> tokens) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);

    /// <summary>Raised with the id of an account whose roles, lock or password have changed; from any thread.</summary>
    public event Action<string>? Changed;

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<AccountEntry>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await ListAsync(scope.ServiceProvider.GetRequiredService<PortalContext>(), cancellationToken);
    }

    /// <summary>Everything that was done to accounts, the latest first.</summary>
    public async Task<IReadOnlyList<AccountEvent>> HistoryAsync(int most = 200, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PortalContext>();
        return await context.AccountEvents.OrderByDescending(e => e.Id).Take(most)
            .Select(e => new AccountEvent(e.At, e.By, context.Users.Where(a => a.Id == e.AccountId).Select(a => a.Name).FirstOrDefault() ?? e.AccountId, e.What))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Who an account is now; null where it is gone or locked.</summary>
    public async Task<(Actor Actor, string Stamp)?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PortalContext>();
        var account = await context.Users.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancellationToken);
        return account is null || IsLocked(account) ? null : (new Actor(id, account.Name, await RolesAsync(context, id, cancellationToken)), account.SecurityStamp ?? "");
    }

    /// <summary>An account without a password, and the link by which its owner chooses one.</summary>
    /// <exception cref="RefusedException">A name is missing, too long or taken, or there is no role.</exception>
    public Task<OneTimeLink> InviteAsync(string name, string signInName, IReadOnlyList<Role> roles, Actor by, CancellationToken cancellationToken = default)
    {
        by.Demand(Deed.ManageAccounts);
        return ChangeAsync(by, async book =>
        {
            if (roles.Count == 0)
                throw new RefusedException("Choose at least one role: without one an account can do nothing.");
            var account = await book.AddAsync(name, signInName, password: null, roles);
            book.Note(account, $"invited as {PeopleWords.All(roles)}, signing in as {account.UserName}");
            return await LinkAsync(book, account);
        }, cancellationToken);
    }

    /// <exception cref="RefusedException">There is no such account, or it is the last administrator's.</exception>
    public Task ChangeRolesAsync(string id, IReadOnlyList<Role> roles, Actor by, CancellationToken cancellationToken = default)
    {
        by.Demand(Deed.ManageAccounts);
        return ChangeAsync(by, async book =>
        {
            var account = await book.AccountAsync(id);
            var before = await RolesAsync(book.Context, id, cancellationToken);
            EquatableList<Role> after = [.. roles.Distinct().Order()];
            if (before == after)
                return true;
            if (!after.Contains(Role.Administrator))
                await RefuseLastAsync(book, id, "take the role from", cancellationToken);
            AccountChange.Check(await book.Users.RemoveFromRolesAsync(account, before.Except(after).Select(r => $"{r}")));
            AccountChange.Check(await book.Users.AddToRolesAsync(account, after.Except(before).Select(r => $"{r}")));
            book.Note(account, $"roles changed from {PeopleWords.All(before)} to {PeopleWords.All(after)}");
            return true;
        }, cancellationToken);
    }

    /// <summary>Nobody signs in with it any more, and whoever is signed in is signed out.</summary>
    /// <exception cref="RefusedException">There is no such account, or it is the last administrator's.</exception>
    public Task LockAsync(string id, Actor by, CancellationToken cancellationToken = default)
    {
        by.Demand(Deed.ManageAccounts);
        return ChangeAsync(by, async book =>
        {
            var account = await book.AccountAsync(id);
            await RefuseLastAsync(book, id, "lock", cancellationToken);
            account.LockoutEnd = DateTimeOffset.MaxValue;
            AccountChange.Check(await book.Users.UpdateSecurityStampAsync(account));
            book.Note(account, "locked");
            return true;
        }, cancellationToken);
    }

    /// <exception cref="RefusedException">There is no such account.</exception>
    public Task UnlockAsync(string id, Actor by, CancellationToken cancellationToken = default)
    {
        by.Demand(Deed.ManageAccounts);
        return ChangeAsync(by, async book =>
        {
            var account = await book.AccountAsync(id);
            (account.LockoutEnd, account.AccessFailedCount) = (null, 0);
            AccountChange.Check(await book.Users.UpdateAsync(account));
            book.Note(account, "unlocked");
            return true;
        }, cancellationToken);
    }

    /// <summary>A new one-time link; the one before is void, and whoever is signed in with the account is signed out.</summary>
    /// <exception cref="RefusedException">There is no such account.</exception>
    public Task<OneTimeLink> RenewLinkAsync(string id, Actor by, CancellationToken cancellationToken = default)
    {
        by.Demand(Deed.ManageAccounts);
        return ChangeAsync(by, async book =>
        {
            var account = await book.AccountAsync(id);
            AccountChange.Check(await book.Users.UpdateSecurityStampAsync(account));
            book.Note(account, "one-time link made");
            return await LinkAsync(book, account);
        }, cancellationToken);
    }

    /// <summary>Whether a one-time link is still good, and for whom.</summary>
    public async Task<string?> NameOfLinkAsync(string id, string code)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return await users.FindByIdAsync(id) is { } account && !IsLocked(account) && Decode(code) is { } token
            && await users.VerifyUserTokenAsync(account, users.Options.Tokens.PasswordResetTokenProvider, UserManager<Account>.ResetPasswordTokenPurpose, token)
            ? account.Name : null;
    }

    /// <summary>Uses a one-time link up.</summary>
    /// <exception cref="RefusedException">The link is not good any more, or the password is too short.</exception>
    internal Task UseLinkAsync(string id, string code, string password, CancellationToken cancellationToken) => ChangeAsync(new Actor(id, "", []), async book =>
    {
        var account = await book.Users.FindByIdAsync(id);
        if (account is null || IsLocked(account) || Decode(code) is not { } token)
            throw new RefusedException("This link is not good any more. Ask an administrator for another.");
        var result = await book.Users.ResetPasswordAsync(account, token, password);
        if (result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.InvalidToken)))
            throw new RefusedException("This link is not good any more. Ask an administrator for another.");
        AccountChange.Check(result);
        book.Note(account, "password chosen by one-time link", byItself: true);
        return true;
    }, cancellationToken);

    /// <summary>The first administrator, who needs no other. The caller has checked the code.</summary>
    /// <exception cref="RefusedException">There is an administrator already, or a name or the password will not do.</exception>
    internal Task AddFirstAsync(string name, string signInName, string password, CancellationToken cancellationToken) => ChangeAsync(Actor.Console, async book =>
    {
        if ((await ListAsync(book.Context, cancellationToken)).Any(a => a.Actor.May(Deed.ManageAccounts)))
            throw new RefusedException("There is an administrator already; sign in, or ask that administrator for an account.");
        var account = await book.AddAsync(name, signInName, password, [Role.Administrator]);
        book.Note(account, "made the first administrator with the code from the console", byItself: true);
        return true;
    }, cancellationToken);

    /// <exception cref="RefusedException">The present password is wrong, or the new one too short.</exception>
    internal Task ChangePasswordAsync(string id, string present, string next, CancellationToken cancellationToken) => ChangeAsync(new Actor(id, "", []), async book =>
    {
        var account = await book.AccountAsync(id);
        AccountChange.Check(await book.Users.ChangePasswordAsync(account, present, next));
        book.Note(account, "password changed", byItself: true);
        return true;
    }, cancellationToken);

    public async Task<bool> HasAdministratorAsync(CancellationToken cancellationToken = default) => (await ListAsync(cancellationToken)).Any(a => a.Actor.May(Deed.ManageAccounts));

    public void Dispose() => gate.Dispose();

    private async Task<T> ChangeAsync<T>(Actor by, Func<AccountChange, Task<T>> change, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        string? changed;
        T result;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<PortalContext>();
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var book = new AccountChange(context, scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), by, time);
            result = await change(book);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            changed = book.Changed;
        }
        finally
        {
            gate.Release();
        }

        if (changed is not null)
            Changed?.Invoke(changed);
        return result;
    }

    private async Task<OneTimeLink> LinkAsync(AccountChange book, Account account)
    {
        var token = await book.Users.GeneratePasswordResetTokenAsync(account);
        var code = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token));
        return new OneTimeLink($"{OpenDoors.Link}?account={Uri.EscapeDataString(account.Id)}&code={code}", time.GetUtcNow() + tokens.Value.TokenLifespan);
    }

    private static async Task RefuseLastAsync(AccountChange book, string id, string verb, CancellationToken cancellationToken)
    {
        var all = await ListAsync(book.Context, cancellationToken);
        if (all.Any(a => a.Id == id && a.IsAbleAdministrator) && !all.Any(a => a.Id != id && a.IsAbleAdministrator))
            throw new RefusedException($"It is the last administrator who can sign in: to {verb} this account would leave nobody who can give people accounts. Make somebody else administrator first.");
    }

    private static async Task<IReadOnlyList<AccountEntry>> ListAsync(PortalContext context, CancellationToken cancellationToken)
    {
        var roles = (await context.UserRoles.AsNoTracking().ToListAsync(cancellationToken)).ToLookup(r => r.UserId, r => r.RoleId);
        var accounts = await context.Users.AsNoTracking().ToListAsync(cancellationToken);
        return [.. accounts.Select(a => new AccountEntry(a.Id, a.Name, a.UserName ?? "", ActorClaims.RolesOf(roles[a.Id]), IsLocked(a), a.PasswordHash is not null, a.CreatedAt)).OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static async Task<EquatableList<Role>> RolesAsync(PortalContext context, string id, CancellationToken cancellationToken) =>
        ActorClaims.RolesOf(await context.UserRoles.Where(r => r.UserId == id).Select(r => r.RoleId).ToListAsync(cancellationToken));

    /// <summary>By an administrator, until an administrator unlocks it.</summary>
    private static bool IsLocked(Account account) => account.LockoutEnd is { Year: > 9000 };

    private static string? Decode(string code)
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
