namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>DeepCAVE data frame (trials.csv, configspace.csv).</summary>
public sealed class DeepCaveFrameReader : IRunReader
{
    public string Format => "deepcave-frame";

    public string Title => "DeepCAVE data frame (trials.csv, configspace.csv)";

    public bool NeedsMap => false;

    public bool Recognizes(string path) => throw new NotImplementedException(path);

    public IEnumerable<RunItem> Read(string path, RunMap? map, CancellationToken cancellationToken) => throw new NotImplementedException(path);
}
