namespace SdlPortal.Domain.Analytics.Models;

/// <summary>Shares of a part of the work, told to its step.</summary>
internal sealed class StepProgress(AnalysisStep step) : IProgress<double>
{
    public void Report(double value) => step.Report(value, null);
}
