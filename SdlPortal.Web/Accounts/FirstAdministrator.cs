using System.Security.Cryptography;
using System.Text;
using SdlPortal.Domain.Campaigns;

namespace SdlPortal.Web.Accounts;

/// <summary>
/// The one-time code by which whoever sees the server's console becomes the first administrator. 128 random bits, kept as a hash in memory only: it ends when it is used and when the program ends, and there is none where there is an
/// administrator. Safe for any thread.
/// </summary>
public sealed class FirstAdministrator(AccountBook accounts) : IDisposable
{
    private const int CodeBytes = 16;
    private readonly SemaphoreSlim gate = new(1);
    private byte[]? hash;

    /// <summary>Somebody may still become the first administrator with the code of this start.</summary>
    public bool IsAwaited => hash is not null;

    /// <returns>The code to print; null where there is an administrator.</returns>
    public async Task<string?> AwaitAsync(CancellationToken cancellationToken = default)
    {
        if (await accounts.HasAdministratorAsync(cancellationToken))
            return null;
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(CodeBytes));
        hash = HashOf(code);
        return string.Join('-', code.Chunk(8).Select(part => new string(part)));
    }

    /// <exception cref="RefusedException">The code is wrong or used up, or a name or the password will not do; then the code stays good.</exception>
    public async Task BecomeAsync(string code, string name, string signInName, string password, CancellationToken cancellationToken = default)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (hash is null)
                throw new RefusedException("There is an administrator already; sign in, or ask that administrator for an account.");
            if (!CryptographicOperations.FixedTimeEquals(hash, HashOf(code)))
                throw new RefusedException("That is not the code that this server has printed on its console since its last start.");
            await accounts.AddFirstAsync(name, signInName, password, cancellationToken);
            hash = null;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant()));
}
