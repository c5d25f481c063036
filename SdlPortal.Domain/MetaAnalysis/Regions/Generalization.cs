using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Regions;

/// <summary>Leave one task out: what recommendations made from the other tasks alone were worth on the task they had not seen.</summary>
/// <param name="Tasks">In ordinal order.</param>
/// <param name="MedianShare">The median of <see cref="HeldOutTask.Share"/> over tasks.</param>
/// <param name="OfConfigurations">Whether the probabilities of single configurations were right.</param>
/// <param name="OfRegions">Whether the probabilities of boxes and unions were right.</param>
public sealed record Generalization(IReadOnlyList<HeldOutTask> Tasks, double MedianShare, Calibration OfConfigurations, Calibration OfRegions);

/// <summary>One task, held out.</summary>
/// <param name="Volume">The share of the task's configurations that the recommended union covers.</param>
/// <param name="Share">The share of the task's top 5 % that it holds.</param>
/// <param name="DecileShare">The share of the task's top 10 %.</param>
/// <param name="SingleBoxShare">Of the top 5 %: one greedy box on the mean rank over the other tasks, at most as large.</param>
/// <param name="BestRanksShare">Of the top 5 %: the configurations with the best mean rank over the other tasks, as many as the volume allows. No region, but what ranks alone know.</param>
/// <param name="RandomBoxShare">Of the top 5 %: random boxes of that volume, the mean.</param>
/// <param name="Predicted">What was predicted for <see cref="DecileShare"/>.</param>
/// <param name="Settings">What the other tasks chose among themselves.</param>
public sealed record HeldOutTask(string Task, int Configurations, double Volume, double Share, double DecileShare, double SingleBoxShare, double BestRanksShare, double RandomBoxShare, Estimate Predicted,
    string Settings);

/// <summary>Predicted probabilities against what came.</summary>
/// <param name="Bins">By ascending prediction.</param>
/// <param name="Error">The expected calibration error: the mean over predictions of |predicted − observed| of their bin.</param>
/// <param name="ErrorByChance">What that error would be, on average, if every prediction were exactly right: sampling alone, whole tasks drawn together.</param>
/// <param name="ErrorLow">The 2.5 % point of the error over resamples of tasks.</param>
/// <param name="ErrorHigh">The 97.5 % point.</param>
/// <param name="Covered">The share of predictions whose 95 % interval held what came; 1 where there were no intervals (single configurations).</param>
public sealed record Calibration(IReadOnlyList<ReliabilityBin> Bins, double Error, double ErrorByChance, double ErrorLow, double ErrorHigh, int Predictions, int Tasks, double Covered);

/// <summary>Predictions of about the same size.</summary>
/// <param name="Low">The 2.5 % point of the observed share over resamples of tasks.</param>
public sealed record ReliabilityBin(int Count, double Predicted, double Observed, double Low, double High);
