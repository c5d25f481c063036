using System.Runtime.CompilerServices;

namespace SdlPortal.Tests;

/// <summary>
/// Component tests wait for renders on threads of the pool. On a machine with two processors the pool begins with two threads and adds one
/// or two a second, so that a few waiting tests kept the render itself, and the test that waited for it, from ever running.
/// </summary>
internal static class TestThreads
{
    private const int Enough = 32;

    [ModuleInitializer]
    internal static void Provide()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Enough), completions);
    }
}
