using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace SdlPortal.Tests;

/// <summary>Answers bUnit's request for AngleSharp.Diffing with the copy under compat/ (an older version that serves).</summary>
internal static class BunitCompat
{
    [ModuleInitializer]
    internal static void Install() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == "AngleSharp.Diffing"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "compat", "AngleSharp.Diffing.dll"))
            : null;
}
