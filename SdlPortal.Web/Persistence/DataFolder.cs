namespace SdlPortal.Web.Persistence;

/// <summary>The one place that knows where the portal keeps its files: `Data:Folder`, or else the user's own application data.</summary>
public static class DataFolder
{
    /// <summary>The folder's full path; it need not exist yet.</summary>
    public static string Find(IConfiguration configuration)
    {
        var chosen = configuration["Data:Folder"];
        return Path.GetFullPath(string.IsNullOrWhiteSpace(chosen)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "SdlPortal")
            : chosen);
    }

    /// <summary>Claims the folder for this server until it is disposed of or the process ends: two servers would drive the same campaigns and instruments.</summary>
    /// <exception cref="DatabaseUnavailableException">Another server has claimed it, or the folder cannot be written.</exception>
    public static IDisposable Hold(IConfiguration configuration)
    {
        var folder = Find(configuration);
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, "portal.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnavailableException($"The data folder {folder} cannot be claimed: {e.Message} One server at a time uses a data folder: stop the other one, or choose another folder with --Data:Folder=PATH.", e);
        }
    }
}
