namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>How much is computed for one task: with many tasks each gets less, and pooling makes up for it.</summary>
/// <param name="Points">Configurations at which the forest's whole variance and total shares are taken.</param>
/// <param name="CurveRuns">Runs over which partial dependence is a mean.</param>
/// <param name="PairRuns">Runs over which surfaces and Friedman's H are means.</param>
/// <param name="Permutations">For the p-value of a threshold.</param>
/// <param name="Resamples">For the interval of a threshold's place, and of divergences of the top.</param>
/// <param name="GaussianRuns">Runs that a Gaussian process takes.</param>
internal sealed record StudyEffort(int Points, int CurveRuns, int PairRuns, int Permutations, int Resamples, int GaussianRuns)
{
    public static StudyEffort Full { get; } = new(4096, 100, 48, 499, 200, 400);

    public static StudyEffort For(int tasks) => tasks <= 4 ? Full : tasks <= 10 ? new(2048, 60, 32, 299, 100, 200) : new(512, 24, 16, 199, 50, 120);
}
