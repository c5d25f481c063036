namespace SdlPortal.Tests.Fakes;

/// <summary>The folder of real tables of results, which stands beside the repository on some machines: the nearest "shared/data" going up.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static string Path(string relative) => System.IO.Path.Combine(Folder ?? throw new InvalidOperationException("There is no folder shared/data."), relative);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}

/// <summary>A test that needs the real tables; skipped, with the reason, where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Folder is null)
            Skip = "The folder shared/data with real tables of results is not beside the repository.";
    }
}

/// <summary>A test over several cases that needs the real tables; skipped, with the reason, where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (SharedData.Folder is null)
            Skip = "The folder shared/data with real tables of results is not beside the repository.";
    }
}
