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
}
