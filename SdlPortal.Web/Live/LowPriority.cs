using System.Runtime.InteropServices;

namespace SdlPortal.Web.Live;

/// <summary>Makes the current thread give way to others: on Linux, where .NET's thread priorities have no effect, by its nice value, which the threads that it starts inherit.</summary>
internal static class LowPriority
{
    private const int OneThread = 0; // PRIO_PROCESS with the id 0 is, on Linux, the calling thread.
    private const int Nice = 10;

    public static void Enter()
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        // A refusal leaves the usual priority, which harms nothing but speed.
        if (OperatingSystem.IsLinux())
            _ = SetPriority(OneThread, 0, Nice);
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int priority);
}
