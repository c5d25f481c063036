using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Pooling;

/// <summary>What becomes of the pooled effect when one study is left out, and how far that study stands from the others (Viechtbauer and Cheung 2010, Res. Synth. Methods 1, 112).</summary>
/// <param name="Without">Pooled from all others.</param>
/// <param name="StudentizedResidual">(value − mean of the others) over its standard error; beyond ±2 is unusual.</param>
/// <param name="Dffits">By how many standard errors the fitted value moves.</param>
/// <param name="CookDistance">Squared shift of the mean in its standard errors.</param>
/// <param name="Weight">Its share of the pooled mean.</param>
public sealed record StudyInfluence(string Name, PooledEffect Without, double StudentizedResidual, double Dffits, double CookDistance, double Weight);

/// <summary>Each study left out in turn. Pure.</summary>
public static class LeaveOneOut
{
    /// <summary>In the order of the studies; at least three are needed.</summary>
    public static Answer<IReadOnlyList<StudyInfluence>> Of(IReadOnlyList<StudyEffect> effects, PoolingOptions? options = null) => throw new NotImplementedException();
}
