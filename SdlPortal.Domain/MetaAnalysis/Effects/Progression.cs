namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>Progress of a part as progress of the whole.</summary>
internal sealed class Progression(IProgress<double> whole, double from, double to) : IProgress<double>
{
    public void Report(double value) => whole.Report(from + ((to - from) * value));
}
