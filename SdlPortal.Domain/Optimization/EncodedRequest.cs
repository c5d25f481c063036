using System.Runtime.CompilerServices;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// A suggestion request as strategies work with it: results and pending experiments as points of the unit cube, objectives with the sign that makes
/// larger better. Pure; built anew for each suggestion.
/// </summary>
public sealed class EncodedRequest
{
    /// <summary>Analyzing a space takes milliseconds and depends on nothing else, so the answer is kept for as long as the space lives.</summary>
    private static readonly ConditionalWeakTable<SearchSpace, FeasibleSampler> Samplers = [];

    private readonly HashSet<Configuration> pending;
    private readonly HashSet<Configuration> refused;
    private readonly HashSet<Configuration> measured;
    private readonly List<double[]> pendingPoints = [];
    private readonly List<double[]> refusedPoints = [];

    /// <exception cref="SuggestionException">The space has no configuration, or a result has not one finite value per objective.</exception>
    public EncodedRequest(SuggestionRequest request)
    {
        Request = request;
        if (request.Space.Parameters.Count == 0)
            throw new SuggestionException("The search space has no parameters. Add at least one.");
        try
        {
            Sampler = Samplers.GetValue(request.Space, s => new FeasibleSampler(s));
        }
        catch (InfeasibleSpaceException e)
        {
            throw new SuggestionException(e.Message, e);
        }

        var remarks = new List<string>();
        var left = 0;
        for (var i = 0; i < request.Observations.Count; i++)
        {
            var observation = request.Observations[i];
            if (observation.Values.Count != request.Objectives.Count || observation.Values.Any(v => !double.IsFinite(v)))
                throw new SuggestionException($"The result of {observation.Configuration} has the values [{observation.Values}], but {request.Objectives.Count} finite ones are needed. Correct or exclude it.");
            if (TryEncode(observation.Configuration) is not { } point)
            {
                left++;
                continue;
            }

            Inputs.Add(point);
            Outputs.Add([.. observation.Values.Select((v, o) => request.Objectives[o].Oriented(v))]);
            IsInside.Add(request.Space.Contains(observation.Configuration));
            Rows.Add(i);
        }

        if (left > 0)
            remarks.Add($"{left} {(left == 1 ? "result was" : "results were")} left out because a parameter is missing or a choice is unknown to this space.");
        pendingPoints.AddRange(request.Pending.Select(TryEncode).OfType<double[]>());
        refusedPoints.AddRange(request.Refused.Select(TryEncode).OfType<double[]>());
        Abandoned = [.. request.Abandoned.Select(TryEncode).OfType<double[]>()];
        pending = [.. request.Pending];
        refused = [.. request.Refused];
        measured = [.. request.Observations.Select(o => o.Configuration)];
        Remarks = remarks;
    }

    public SuggestionRequest Request { get; }

    public FeasibleSampler Sampler { get; }

    /// <summary>n points of d numbers each.</summary>
    public List<double[]> Inputs { get; } = [];

    /// <summary>n rows, one value per objective, larger is better.</summary>
    public List<double[]> Outputs { get; } = [];

    /// <summary>Marks the results whose configuration belongs to the space; others teach the model but are nothing to improve on.</summary>
    public List<bool> IsInside { get; } = [];

    /// <summary>Index of each of the n results in the request's observations: those that cannot be encoded have no row.</summary>
    public List<int> Rows { get; } = [];

    public IReadOnlyList<double[]> Pending => pendingPoints;

    /// <summary>Points that were given up because of their recipe, in the order in which that happened.</summary>
    public IReadOnlyList<double[]> Abandoned { get; }

    /// <summary>What the rationale should say about the data.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The number of different configurations among the results.</summary>
    public int DistinctResults => Inputs.Select(p => string.Join(' ', p)).Distinct().Count();

    /// <summary>The seed for a purpose: follows from the request's seed, its index and the purpose alone.</summary>
    public long Seed(long purpose) => SeededRandom.DeriveSeed(Request.Seed, Request.Index, purpose);

    /// <summary>True for a configuration that is pending, or within 1e-6 of the box of one that is.</summary>
    public bool IsPending(double[] unit, Configuration configuration) => pending.Contains(configuration) || IsAmong(pendingPoints, unit);

    /// <summary>The same for one that a person rejected.</summary>
    public bool IsRefused(double[] unit, Configuration configuration) => refused.Contains(configuration) || IsAmong(refusedPoints, unit);

    /// <summary>The same for one that has a result.</summary>
    public bool IsMeasured(double[] unit, Configuration configuration) => measured.Contains(configuration) || IsAmong(Inputs, unit);

    /// <summary>
    /// What must not be proposed, strictest rule first: what is pending, what was rejected and, unless it may be repeated, what is measured. Each later
    /// rule is for when nothing is left under those before it, and comes with the remark that says so.
    /// </summary>
    public IEnumerable<(Func<double[], Configuration, bool> IsTaken, string? Remark)> Rules(bool mayRepeat)
    {
        if (!mayRepeat)
            yield return ((u, c) => IsPending(u, c) || IsRefused(u, c) || IsMeasured(u, c), null);
        yield return ((u, c) => IsPending(u, c) || IsRefused(u, c), mayRepeat ? null : "Every configuration of the space is measured or pending, so this one is a repeat.");
        yield return (IsPending, "Every configuration of the space is measured, pending or rejected, so this one is a repeat or was rejected before.");
        yield return ((_, _) => false, "Every configuration of the space is pending, so this one is a repeat.");
    }

    /// <summary>Whether strategies without a model may measure a configuration again: they know of no noise, so only where repeats are wanted anyway.</summary>
    public bool MayRepeat => Request.Strategy.Duplicates == DuplicatePolicy.AsReplicates;

    /// <summary>A suggestion by this request's strategy.</summary>
    public Suggestion Suggest(Configuration configuration, string strategy, params IEnumerable<string> remarks) =>
        new(configuration, new Rationale
        {
            Strategy = strategy,
            Observed = Inputs.Count,
            Pending = Request.Pending.Count,
            Remarks = [.. Remarks, .. remarks],
        });

    private static bool IsAmong(List<double[]> points, double[] unit)
    {
        foreach (var point in points)
        {
            if (IsSame(point, unit))
                return true;
        }

        return false;
    }

    private static bool IsSame(double[] a, double[] b)
    {
        for (var j = 0; j < a.Length; j++)
        {
            if (Math.Abs(a[j] - b[j]) > 1e-6)
                return false;
        }

        return true;
    }

    private double[]? TryEncode(Configuration configuration)
    {
        try
        {
            return Sampler.Region.Cube.Encode(configuration);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
