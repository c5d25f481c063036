namespace SdlPortal.Domain.MetaAnalysis.Forests;

/// <summary>What a forest says at a configuration.</summary>
/// <param name="Mean">The mean over the trees.</param>
/// <param name="TreeSd">Standard deviation between the trees (n − 1): how much they disagree, which is more than the standard error of the mean and holds no noise of a new run.</param>
public readonly record struct ForestPrediction(double Mean, double TreeSd);
