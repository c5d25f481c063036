namespace SdlPortal.Tests.Browser;

/// <summary>A test that drives Chromium; reported as skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Path is null)
            Skip = "Chromium is missing: install the package chromium, or name its path in SDLPORTAL_CHROMIUM.";
    }
}

/// <summary>The same for a test with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = new BrowserFactAttribute().Skip;
}

public static class Chromium
{
    /// <summary>Where the browser is; null when there is none.</summary>
    public static string? Path { get; } = new[] { Environment.GetEnvironmentVariable("SDLPORTAL_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
        .FirstOrDefault(File.Exists);
}
