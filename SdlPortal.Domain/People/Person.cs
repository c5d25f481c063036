namespace SdlPortal.Domain.People;

/// <summary>Somebody as the records name them: the id is theirs for good, the name is the one they had then. Two are the same person where their ids are.</summary>
public sealed record Person(string Id, string Name)
{
    public static Person Of(Actor actor) => new(actor.Id, actor.Name);

    public bool Is(Actor actor) => string.Equals(Id, actor.Id, StringComparison.Ordinal);

    public bool Is(Person other) => string.Equals(Id, other.Id, StringComparison.Ordinal);
}
