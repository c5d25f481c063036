using BenchmarkDotNet.Running;
using SdlPortal.Tests.Benchmarks;

namespace SdlPortal.Tests;

/// <summary>Benchmarks and studies: `dotnet run -c Release --project SdlPortal.Tests -- bench|main-job`; tests run under `dotnet test`.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["bench", .. var rest]:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest.Length > 0 ? rest : ["--filter", "*"]);
                return 0;
            case ["main-job"]:
                await MainJob.PrintAsync(Console.Out, seeds: 10);
                return 0;
            default:
                await Console.Error.WriteLineAsync("Tests run with `bash eng/test.sh`; benchmarks with `-- bench`, the main job on real tables with `-- main-job`.");
                return 2;
        }
    }
}
