using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>
/// What a Gaussian process says about the results so far, one model per objective: how far it can be trusted, what it has learned, and whether going on is
/// worth it. It is fitted for people to look at; strategies fit their own. A pure function of the request's data and seed. Immutable, safe from any thread.
/// </summary>
public sealed class ModelReport
{
    private ModelReport(SuggestionRequest request, FeasibleSampler sampler, ModelRows rows, IReadOnlyList<ObjectiveModel> models, string? missing)
    {
        Request = request;
        Sampler = sampler;
        Rows = rows;
        Models = models;
        Missing = missing;
        Checks = HealthChecks.Of(this);
    }

    public SuggestionRequest Request { get; }

    public FeasibleSampler Sampler { get; }

    public UnitCube Cube => Sampler.Region.Cube;

    public ModelRows Rows { get; }

    /// <summary>One per objective, in order; empty while there is no model.</summary>
    public IReadOnlyList<ObjectiveModel> Models { get; }

    /// <summary>Why there is no model; null when there is.</summary>
    public string? Missing { get; }

    /// <summary>Always the same questions in the same order; those about an objective once for each.</summary>
    public IReadOnlyList<HealthCheck> Checks { get; }

    /// <summary>
    /// The row with the best result of an objective (of the first one sought, for what is only measured). Where no result may be the best, the best of all.
    /// </summary>
    public int BestRow(int objective)
    {
        var sought = Request.Objectives[objective].IsSought ? objective : Request.Aims.Sought.FirstOrDefault();
        return Ranked(sought).Cast<int?>().FirstOrDefault() ?? Enumerable.Range(0, Rows.Count).MaxBy(i => Rows.Merits[i][sought]);
    }

    /// <summary>Rows that may be the best, the best in one objective first, equal ones in the order of arrival.</summary>
    internal IEnumerable<int> Ranked(int objective) =>
        Enumerable.Range(0, Rows.Count).Where(i => Rows.MayBeBest[i]).OrderByDescending(i => Rows.Merits[i][objective]).ThenBy(i => i);

    /// <summary>Fits one model per objective and answers every check.</summary>
    /// <exception cref="SuggestionException">The space has no parameters or no configuration, or a result is no finite number.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static ModelReport Of(SuggestionRequest request, CancellationToken cancellationToken = default)
    {
        var encoded = new EncodedRequest(request);
        var (sampler, rows) = (encoded.Sampler, new ModelRows(encoded));
        if (rows.Distinct < 2)
            return new ModelReport(request, sampler, rows, [], "A model needs results of two different configurations.");
        try
        {
            var models = new List<ObjectiveModel>();
            for (var o = 0; o < request.Objectives.Count; o++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                models.Add(Model(request, sampler, rows, o, cancellationToken));
            }

            return new ModelReport(request, sampler, rows, models, null);
        }
        catch (CholeskyException e)
        {
            return new ModelReport(request, sampler, rows, [], $"The model could not be fitted. {e.Message}");
        }
    }

    private static ObjectiveModel Model(SuggestionRequest request, FeasibleSampler sampler, ModelRows rows, int objective, CancellationToken cancellationToken)
    {
        var seed = SeededRandom.DeriveSeed(request.Seed, 0x4EA17, objective);
        var process = ObjectiveModel.Fit(rows, objective, sampler.Region.Cube, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var bare = new ObjectiveModel(request.Objectives[objective], process, HeldOut.Of(process, rows, objective));
        return new ObjectiveModel(bare.Objective, process, bare.LeaveOneOut)
        {
            Importances = Importances.Of(bare, sampler, rows.Distinct, seed, cancellationToken),
            Remaining = RemainingImprovement.Of(bare, rows, sampler, seed, cancellationToken),
        };
    }
}
