using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// A strategy that asks a Gaussian process: it names itself, says which pending policies it can do, and builds its acquisition from what the model
/// knows; everything else is the same for all of them (<see cref="ModelChoice"/>).
/// </summary>
public abstract class ModelStrategy : ISuggester
{
    public abstract string Name { get; }

    public abstract string Title { get; }

    public abstract string Description { get; }

    public virtual IReadOnlyList<PendingPolicy> PendingPolicies { get; } = Enum.GetValues<PendingPolicy>();

    /// <summary>The kernels and priors its model is fitted with; the fit that makes the results likeliest is taken, the first one for what is only predicted.</summary>
    public virtual IReadOnlyList<FitOptions> Fits { get; } = [new FitOptions()];

    /// <summary>
    /// True when a single objective that is maximized or minimized is modeled on a scale on which its results look normal (<see cref="Auto.BellShape"/>). Its acquisition must not depend on
    /// differences between values, as an improvement does: only order carries over between the scales.
    /// </summary>
    public virtual bool ReshapesResults => false;

    /// <summary>What an experiment is worth, larger is better. Called once for each suggestion.</summary>
    public abstract AcquisitionFunction Acquire(Outlook outlook);

    /// <summary>
    /// True when its acquisition is an improvement on the results so far: with a target or with two or three objectives that of the closeness or of the front then takes its
    /// place. Others see them folded into one.
    /// </summary>
    public virtual bool SeeksImprovement => true;

    /// <summary>The part of the space to search in; null for all of it.</summary>
    public virtual SearchBox? SearchIn(Outlook outlook) => null;

    /// <exception cref="SuggestionException">No configuration can be proposed, or the request's pending policy is not one of this strategy.</exception>
    public Suggestion Suggest(SuggestionRequest request, CancellationToken cancellationToken = default) => new ModelChoice(this, request, cancellationToken).Suggest();
}
