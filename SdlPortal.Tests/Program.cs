using BenchmarkDotNet.Running;

namespace SdlPortal.Tests;

/// <summary>`dotnet run -c Release --project SdlPortal.Tests -- bench [filter]` runs the benchmarks; tests run under `dotnet test`.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not ["bench", ..])
        {
            Console.Error.WriteLine("Tests run with `bash eng/test.sh`; benchmarks with `dotnet run -c Release --project SdlPortal.Tests -- bench`.");
            return 2;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args.Length > 1 ? args[1..] : ["--filter", "*"]);
        return 0;
    }
}
