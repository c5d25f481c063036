using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Tests.Processes;

namespace SdlPortal.Tests.MetaAnalysis.Import;

/// <summary>Counts the bytes of the whole process, so nothing else may run.</summary>
[Collection(WholeMachine.Name)]
public sealed class TableMemoryTests : IDisposable
{
    private static readonly RunMap Map = new()
    {
        Parameters = [new MappedParameter("c", null, ParameterKind.Category), new MappedParameter("n", null, ParameterKind.Number)],
        Metrics = [new MappedMetric("m", ["m"], MetricGoal.Maximize)],
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Memory_does_not_grow_with_the_file()
    {
        var (small, large) = (HeldWhileReading(20_000), HeldWhileReading(200_000));
        Assert.True(large < small + 4_000_000, $"{small:N0} bytes held for 20,000 rows, {large:N0} for 200,000.");
    }

    private long HeldWhileReading(int rows)
    {
        using (var writer = new StreamWriter(folder["m.csv"]))
        {
            writer.Write("c,n,m,note\n");
            for (var i = 0; i < rows; i++)
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"choice {i % 3000},{i}.5,{i * 0.25},a different text in every row {i}\n"));
        }

        var (most, count) = (0L, 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var _ in new CsvRunReader().Read(folder["m.csv"], Map, CancellationToken.None))
        {
            if (++count % (rows / 4) == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.True(count > rows);
        return most;
    }
}
