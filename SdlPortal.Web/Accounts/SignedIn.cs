using SdlPortal.Domain.People;

namespace SdlPortal.Web.Accounts;

/// <summary>Who is signed in on this circuit. Commands take <see cref="Actor"/> at the moment they are given, so that a role taken away counts at once.</summary>
public sealed class SignedIn
{
    /// <summary>Before anybody is known: may do nothing.</summary>
    public static Actor Nobody { get; } = new("", "Nobody", []);

    public Actor Actor { get; private set; } = Nobody;

    /// <summary>Raised inside the circuit's dispatcher after somebody else was signed in, or the same person with other roles.</summary>
    public event Action? Changed;

    public void Become(Actor actor)
    {
        if (actor == Actor)
            return;
        Actor = actor;
        Changed?.Invoke();
    }
}
