namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>What one study (here mostly a task) says about an effect.</summary>
/// <param name="Name">Tells it from the other studies.</param>
/// <param name="Value">The effect on the scale on which effects are pooled.</param>
/// <param name="Variance">The squared standard error of the value; positive.</param>
public sealed record StudyEffect(string Name, double Value, double Variance)
{
    public double StandardError => Math.Sqrt(Variance);

    /// <summary>Can be pooled: both are finite and the variance is positive.</summary>
    public bool IsUsable => double.IsFinite(Value) && double.IsFinite(Variance) && Variance > 0;
}
