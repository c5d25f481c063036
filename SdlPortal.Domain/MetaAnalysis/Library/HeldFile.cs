namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>A file that one holder at a time has, of all threads and processes. It stays on the disk when it is let go, since deleting it could let two in.</summary>
internal static class HeldFile
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    /// <summary>Holds the file, or waits for whoever does.</summary>
    /// <param name="patience">How long to wait; zero to ask once.</param>
    /// <param name="busy">What to say when it is still held.</param>
    public static IDisposable Hold(string path, TimeSpan patience, TimeProvider time, string busy, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (DirectoryNotFoundException e)
            {
                throw new RunLibraryException($"{Path.GetDirectoryName(path)} is gone: the project was deleted.", e);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new RunLibraryException($"{path} cannot be written: {e.Message.TrimEnd('.')}. Give the right to write there.", e);
            }
            catch (IOException e) when (File.Exists(path))
            {
                if (time.GetElapsedTime(since) >= patience)
                    throw new ProjectBusyException(busy, e);
                cancellationToken.WaitHandle.WaitOne(BetweenTries);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
