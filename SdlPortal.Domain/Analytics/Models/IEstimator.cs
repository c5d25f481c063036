namespace SdlPortal.Domain.Analytics.Models;

/// <summary>What a model foretells.</summary>
public enum TargetKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>One of several classes.</summary>
    Class,
}

/// <summary>A kind of model with its settings, before it has seen data: "ridge, alpha 1". Immutable; fits of the same data with the same seed are alike to the last bit.</summary>
public interface IEstimator
{
    /// <summary>For people, with the settings: "ridge, α = 1".</summary>
    string Name { get; }

    /// <param name="x">n x d, row-major, finite; scaled as the family wishes (see <see cref="ModelFamily.NeedsScaling"/>).</param>
    /// <param name="y">n outcomes: numbers, or classes as whole numbers 0 .. classes − 1.</param>
    /// <param name="classes">0 for a number.</param>
    IFittedModel Fit(double[] x, int width, double[] y, int classes, long seed, AnalysisStep step);
}

/// <summary>A model that has seen data. Immutable, safe for any thread; written and read by the families (see <see cref="ModelFamily"/>).</summary>
public interface IFittedModel
{
    /// <summary>Of a number: one value per row, n. Of classes: the probability of each class, n x classes, row-major, each row with the sum 1.</summary>
    /// <param name="x">n x d, row-major, prepared as the training rows were.</param>
    double[] Predict(double[] x, int width);

    /// <summary>What fitting met and did: "2 of 8 columns follow from the others". Sentences for people; not kept in the saved file.</summary>
    IReadOnlyList<string> Remarks => [];
}
