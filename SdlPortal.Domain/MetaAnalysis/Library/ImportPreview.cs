using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Library;

/// <summary>What an import would bring, from the beginning of the source; nothing is stored.</summary>
/// <param name="Counts">As a manifest would say it of the items read; its chunks and hash are empty.</param>
/// <param name="First">The first runs.</param>
/// <param name="IsComplete">True when the whole source was read; else the counts are of its beginning.</param>
/// <param name="Fraction">How much of the source was read, 0 to 1.</param>
public sealed record ImportPreview(SourceManifest Counts, IReadOnlyList<RunRecord> First, bool IsComplete, double Fraction)
{
    public const int Shown = 50;

    /// <summary>How many items a preview reads at most.</summary>
    public const int Most = 10_000;

    /// <exception cref="RunSourceException">The source as a whole cannot be read.</exception>
    public static ImportPreview Of(IRunReader reader, string path, RunMap? map, CancellationToken cancellationToken)
    {
        var tally = new ImportTally();
        var first = new List<RunRecord>();
        var (items, fraction, complete) = (0, 0.0, true);
        foreach (var item in reader.Read(path, map, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (items++ == Most)
            {
                complete = false;
                break;
            }

            tally.Add(item);
            fraction = item.Fraction;
            if (item is RunRead { Run: var run } && first.Count < Shown)
                first.Add(run);
        }

        var counts = tally.Manifest(reader.Format, Path.GetFileName(Path.TrimEndingDirectorySeparator(path))) with { Path = path, Map = map };
        return new ImportPreview(counts, first, complete, complete ? 1 : fraction);
    }
}
