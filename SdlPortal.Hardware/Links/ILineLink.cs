namespace SdlPortal.Hardware.Links;

/// <summary>One line as it came over a link, without its line end.</summary>
/// <param name="Whole">False when the line was longer than <see cref="LineSplitter.LongestLine"/> and the rest was thrown away.</param>
public readonly record struct ReceivedLine(string Text, bool Whole = true);

/// <summary>
/// A two-way connection that carries lines of text. Trouble is a returned sentence or the <see cref="Lost"/> event, never an exception.
/// Lines arrive one after the other; a handler must not block.
/// </summary>
public interface ILineLink : IAsyncDisposable
{
    /// <summary>Where the link leads, for messages to people.</summary>
    string Endpoint { get; }

    bool IsOpen { get; }

    event Action<ReceivedLine>? Received;

    /// <summary>Raised once for each loss of an open link, with the reason.</summary>
    event Action<string>? Lost;

    /// <summary>Opens the link; does nothing when it is open.</summary>
    /// <returns>Null when it is open now, else why not.</returns>
    Task<string?> OpenAsync(CancellationToken cancellationToken);

    /// <returns>Null when the line was handed over, else why not; it may have arrived all the same.</returns>
    Task<string?> SendAsync(string line, CancellationToken cancellationToken);
}
