using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Library;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Processes;

namespace SdlPortal.Tests.MetaAnalysis.Library;

/// <summary>A library in a folder of its own with files to import.</summary>
internal sealed class LibraryFolder : IDisposable
{
    /// <summary>Small, so that few runs make several chunks.</summary>
    public const int ChunkRuns = 20;

    private readonly TemporaryFolder folder = new();

    public LibraryFolder(CampaignReader? campaigns = null)
    {
        Library = Another(campaigns);
        Project = Library.Create("MLP tuning", People.Ada);
    }

    public RunLibrary Library { get; }

    public RunProject Project { get; }

    public string Path => folder.Path;

    /// <summary>As another process has it.</summary>
    public RunLibrary Another(CampaignReader? campaigns = null) => new(System.IO.Path.Combine(folder.Path, "prior-runs"), new StillClock(), campaigns);

    public RunProject AnotherProject() => Another().Find("MLP tuning")!;

    public string File(string name, IEnumerable<string> lines)
    {
        var path = System.IO.Path.Combine(folder.Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllLines(path, lines);
        return path;
    }

    public string File(string name, int from, int count) => File(name, Numbers(from, count));

    public static IEnumerable<string> Numbers(int from, int count) => Enumerable.Range(from, count).Select(n => n.ToString(CultureInfo.InvariantCulture));

    public ImportOutcome Import(string path, IRunReader? reader = null, RunMap? map = null, CancellationToken cancellationToken = default) =>
        ImportRun.Start(Project, new ImportRequest(path, reader ?? new FakeReader(), map, People.Ada), ChunkRuns, null, cancellationToken);

    public LoadedRuns Load() => Project.Load(null, CancellationToken.None);

    /// <summary>Rows as texts, whatever their order: everything but the source and its row.</summary>
    public static IReadOnlyList<string> Rows(LoadedRuns loaded)
    {
        var table = loaded.Table;
        return [.. Enumerable.Range(0, table.Count).Select(row => string.Join(" | ",
            table.Parameters.Select(p => $"{p.Shape.Name}={(p.Shape.IsCategory ? double.IsNaN(p.Values[row]) ? "-" : p.Shape.Levels[(int)p.Values[row]] : p.Values[row].ToString("R", CultureInfo.InvariantCulture))}")
                .Concat(table.Metrics.Select(m => $"{m.Shape.Name}={string.Join(';', m.Replicates.Select(r => r[row].ToString("R", CultureInfo.InvariantCulture)))}"))
                .Append(string.Join(',', table.Tasks[row], table.Variants[row], table.Seeds[row], table.Hardware[row], table.CodeVersions[row], table.DataVersions[row], table.Splits[row]))
                .Append(string.Create(CultureInfo.InvariantCulture, $"{table.Status[row]} {table.Start[row]:R} {table.DurationSeconds[row]:R} {table.Cost[row]:R} {loaded.Excluded[row]}")))).Order(StringComparer.Ordinal)];
    }

    public void Dispose() => folder.Dispose();

    private sealed class StillClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    }
}
