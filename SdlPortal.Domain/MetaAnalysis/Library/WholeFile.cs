namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>Files that are there whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Written beside its place, handed to the disk, then moved into place.</summary>
    /// <exception cref="RunLibraryException">It cannot be written; what was there before still is.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = path + ".part";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunLibraryException($"{path} cannot be written: {e.Message.TrimEnd('.')}. Make room or give the right to write there, and try again; nothing was lost.", e);
        }
    }

    /// <summary>For reading while others may move or delete it.</summary>
    public static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
