namespace SdlPortal.Domain.MetaAnalysis.Plans;

/// <summary>Makes search plans. Pure: equal requests give equal plans.</summary>
public static class SearchPlanner
{
    /// <summary>More experiments than this are not planned one by one.</summary>
    public const int MostExperiments = 300;

    /// <returns>The plan; one that nothing allows is refused with the reasons, not thrown.</returns>
    /// <exception cref="Campaigns.DefinitionException">The request is wrong in itself, or the recommendation does not fit the space: all problems at once.</exception>
    public static SearchPlan Make(PlanRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
