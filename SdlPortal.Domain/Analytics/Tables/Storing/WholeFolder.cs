namespace SdlPortal.Domain.Analytics.Tables.Storing;

/// <summary>Folders that are there whole or not at all.</summary>
internal static class WholeFolder
{
    /// <summary>Made beside its place and then moved there; nothing stays of one that failed.</summary>
    public static void Make(string folder, Action<string> fill)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Directory.Exists(folder))
            throw new IOException($"{folder} is there already.");
        var unfinished = $"{folder}.{Guid.NewGuid():N}.new";
        Directory.CreateDirectory(unfinished);
        try
        {
            fill(unfinished);
            Directory.Move(unfinished, folder);
        }
        catch
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            throw;
        }
    }
}
