using SdlPortal.Domain.MetaAnalysis.Import;
using SdlPortal.Domain.MetaAnalysis.Import.Tables;

namespace SdlPortal.Web.MetaAnalysis.Import;

/// <summary>All formats that prior runs can be read from.</summary>
public static class RunReaders
{
    /// <summary>In the order in which a path is offered to them: the formats that are sure of themselves first.</summary>
    public static IReadOnlyList<IRunReader> All { get; } =
    [
        new OptunaReader(),
        new MlflowReader(),
        new DeepCaveReader(new DeepCaveFolderReader(), new DeepCaveFrameReader()),
        new SmacReader(),
        new BohbReader(),
        new AxReader(),
        new WandbReader(),
        new CsvRunReader(),
        new JsonLinesReader(),
    ];

    /// <summary>The reader of a format's word; null for an unknown one.</summary>
    public static IRunReader? For(string format) => All.FirstOrDefault(r => string.Equals(r.Format, format, StringComparison.OrdinalIgnoreCase));

    /// <summary>The reader of a file or folder by its looks; null where none knows it.</summary>
    public static IRunReader? Recognize(string path) => All.FirstOrDefault(r => r.Recognizes(path));
}
