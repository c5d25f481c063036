namespace SdlPortal.Domain.Campaigns;

/// <summary>One mistake in a definition: where (a path such as "parameters[1].low"), what is wrong with which value, and what to do about it.</summary>
public sealed record Problem(string Path, string Message, string Remedy)
{
    public override string ToString() => $"{Path}: {Message} {Remedy}";
}

/// <summary>A definition was wrong; carries every problem found, not only the first.</summary>
public sealed class DefinitionException(IReadOnlyList<Problem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<Problem> Problems { get; } = problems;
}

/// <summary>A command was refused; the message says why and what would be possible instead.</summary>
public class RefusedException(string reason) : Exception(reason);
