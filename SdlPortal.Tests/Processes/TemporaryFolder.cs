namespace SdlPortal.Tests.Processes;

/// <summary>A new empty folder that is removed at the end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sdlportal-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
