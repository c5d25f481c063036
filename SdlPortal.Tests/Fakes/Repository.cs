namespace SdlPortal.Tests.Fakes;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string File(params string[] path) => Path.Combine([Root, .. path]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!folder.EnumerateFiles("SdlPortal.sln").Any())
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside their checkout.");
        return folder.FullName;
    }
}
