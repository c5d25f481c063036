using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Domain.MetaAnalysis.Library.Chunks;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;

namespace SdlPortal.Tests.MetaAnalysis.Library;

public sealed class ChunkFileTests : IDisposable
{
    private static readonly double[] Odd = [0, -0.0, 1, -1.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, 1e-300, 0.1];
    private static readonly string[] Texts = ["", "a", "b", "A", "température – n°3", "line\nbreak", "\0", "0.5", "😀", new('x', 5000)];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Any_run_comes_back_from_the_disk_as_it_went() => Prop.ForAll(Arb.From(Gen.ArrayOf(AnyRun()).Where(r => r.Length > 0)), runs =>
    {
        var path = Path.Combine(folder.Path, "chunk.runs");
        var (builder, hash) = (new ChunkBuilder(), new RunHash());
        foreach (var run in runs)
            builder.Add(run, RunHash.OfKey(run.Key), hash.OfContent(run));
        var written = ChunkFile.Write(path, builder.Take());
        var chunk = ChunkFile.Open(path, written.Sha256);
        chunk.Check();
        var source = new SourceRuns(new ImportTally().Manifest("", ""), [new Lazy<IChunk>(chunk)], "");
        return Enumerable.Range(0, runs.Length).All(i => ImportRunTests.Text(source.Look(i)) == ImportRunTests.Text(runs[i]) && chunk.ReadHashes().Contents[i] == new RunHash().OfContent(source.Look(i)));
    }).Check(Cases.Drawn(60));

    [Fact]
    public void The_order_of_names_is_no_content_and_everything_else_is()
    {
        var run = FakeReader.Run(6 * 35);
        var hash = new RunHash();
        Assert.Equal(hash.OfContent(run), hash.OfContent(run with { Key = "x", Origin = "y", Parameters = [.. run.Parameters.Reverse()], Metrics = [.. run.Metrics.Reverse()], Notes = [.. run.Notes.Reverse()] }));
        RunRecord[] others =
        [
            run with { Task = "x" }, run with { Variant = "x" }, run with { Variant = "" }, run with { Status = RunStatus.Abandoned }, run with { Start = null }, run with { DurationSeconds = 1 }, run with { Cost = null }, run with { Hardware = null },
            run with { Seed = "9" }, run with { CodeVersion = "9" }, run with { DataVersion = null }, run with { Split = "test" }, run with { Parameters = [.. run.Parameters.Skip(1)] }, run with { Metrics = [] }, run with { Curves = [] }, run with { Notes = [] },
            run with { Parameters = [.. run.Parameters.Skip(1), new NamedValue(run.Parameters[0].Name, run.Parameters[0].Value.ToString())] },
        ];
        Assert.Equal(others.Length + 1, others.Append(run).Select(hash.OfContent).Distinct().Count());
    }

    [Fact]
    public void Wide_runs_make_short_chunks()
    {
        var builder = new ChunkBuilder();
        var wide = FakeReader.Run(1) with { Parameters = [.. Enumerable.Range(0, 10_000).Select(p => new NamedValue(string.Create(CultureInfo.InvariantCulture, $"p{p}"), p))] };
        while (!builder.IsFull)
            builder.Add(wide, 0, 0);
        Assert.InRange(builder.Count, 150, 250);
    }

    private static Gen<RunRecord> AnyRun() =>
        from key in Gen.Elements(Texts)
        from texts in Gen.ArrayOf(Gen.Elements(Texts.Append(null)), 8)
        from parameters in Values()
        from notes in Values()
        from metrics in Gen.ArrayOf(Gen.Elements(Odd), 3)
        from replicates in Gen.Choose(0, 3)
        from curve in Gen.ArrayOf(Gen.Elements(Odd))
        from known in Gen.Choose(0, 7)
        select new RunRecord
        {
            Key = key,
            Task = texts[0] ?? "t",
            Variant = texts[1],
            Hardware = texts[2],
            Seed = texts[3],
            CodeVersion = texts[4],
            DataVersion = texts[5],
            Split = texts[6],
            Origin = texts[7] ?? "",
            Status = (RunStatus)(known % 6),
            Start = (known & 1) == 0 ? null : new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(known * 1234567L),
            DurationSeconds = (known & 2) == 0 ? null : known,
            Cost = (known & 4) == 0 ? null : 0,
            Parameters = parameters,
            Notes = notes,
            Metrics = replicates == 0 ? [] : [new MetricReading("m", metrics[..replicates]), new MetricReading("", metrics[0])],
            Curves = known == 3 ? [new LearningCurve("m", curve, curve)] : [],
        };

    /// <summary>Names that some runs have and others not, with numbers in some and texts in others.</summary>
    private static Gen<NamedValue[]> Values() =>
        from names in Gen.SubListOf(["a", "b", "", "π", "e"])
        from values in Gen.ArrayOf(Gen.OneOf(Gen.Elements(Odd).Select(ParameterValue.Of), Gen.Elements(Texts).Select(ParameterValue.Of)), 5)
        select names.Select((n, i) => new NamedValue(n, values[i])).ToArray();
}
