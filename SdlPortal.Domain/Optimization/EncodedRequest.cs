using System.Runtime.CompilerServices;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization;

/// <summary>
/// A suggestion request as strategies work with it: results and pending experiments as points of the unit cube, objectives with the sign that makes
/// larger better. Pure; built anew for each suggestion.
/// </summary>
public sealed class EncodedRequest
{
    /// <summary>Results farther outside than this many widths of the box are nothing to learn from.</summary>
    private const double FarOutside = 10;

    /// <summary>Analyzing a space takes milliseconds and depends on nothing else, so the answer is kept for as long as the space lives.</summary>
    private static readonly ConditionalWeakTable<SearchSpace, FeasibleSampler> Samplers = [];

    private readonly HashSet<Configuration> pending;
    private readonly HashSet<Configuration> refused;
    private readonly HashSet<Configuration> measured;
    private readonly List<double[]> refusedPoints;
    private readonly List<double[]> pendingPoints;

    /// <exception cref="SuggestionException">The space has no configuration, or the request holds something that is no finite number.</exception>
    public EncodedRequest(SuggestionRequest request)
    {
        Request = request;
        if (request.Space.Parameters.Count == 0)
            throw new SuggestionException("The search space has no parameters. Add at least one.");
        RequestCheck.Refuse(request);
        try
        {
            Sampler = Samplers.GetValue(request.Space, s => new FeasibleSampler(s));
        }
        catch (InfeasibleSpaceException e)
        {
            throw new SuggestionException(e.Message, e);
        }

        OutputScales = OutputScaling.Of(request);
        var unknown = 0;
        var far = 0;
        var aims = request.Aims;
        for (var i = 0; i < request.Observations.Count; i++)
        {
            var observation = request.Observations[i];
            var point = TryEncode(observation.Configuration, out var isFar);
            unknown += point is null && !isFar ? 1 : 0;
            far += isFar ? 1 : 0;
            if (point is null)
                continue;
            Inputs.Add(point);
            Outputs.Add([.. observation.Values.Select((v, o) => request.Objectives[o].Oriented(v) / OutputScales[o])]);
            Errors.Add(observation.StandardErrors.Count == 0 ? null : [.. observation.StandardErrors.Select((e, o) => e / OutputScales[o])]);
            IsInside.Add(request.Space.Contains(observation.Configuration));
            IsEligible.Add(IsInside[^1] && aims.AreKept(observation.Values));
            Rows.Add(i);
        }

        HasFeasibleResult = request.OutcomeConstraints.Count == 0 || request.Observations.Any(o => aims.AreKept(o.Values));
        Remarks =
        [
            .. LeftOut(unknown, "because a parameter is missing or a choice is unknown to this space"),
            .. LeftOut(far, $"because a parameter lies more than {FarOutside} times its range outside of it"),
        ];
        // In an order of their own, so that which sample goes to which pending point does not depend on how the campaign lists them.
        pendingPoints = [.. Points(request.Pending).Order(Comparer<double[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))];
        refusedPoints = Points(request.Refused);
        Abandoned = Points(request.Abandoned);
        pending = [.. request.Pending];
        refused = [.. request.Refused];
        measured = [.. request.Observations.Select(o => o.Configuration)];
    }

    public SuggestionRequest Request { get; }

    public FeasibleSampler Sampler { get; }

    /// <summary>n points of d numbers each.</summary>
    public List<double[]> Inputs { get; } = [];

    /// <summary>n rows, one value per objective in units of its <see cref="OutputScales"/>: larger is better, unless a target is sought or it is only measured.</summary>
    public List<double[]> Outputs { get; } = [];

    /// <summary>Standard errors of the outputs, n rows in the same units; null where nobody knows them and the model has to infer the noise.</summary>
    public List<double[]?> Errors { get; } = [];

    /// <summary>What one unit of each objective's outputs is in its own unit: 1, or a power of two where squares of the numbers would leave the range of a double.</summary>
    public IReadOnlyList<double> OutputScales { get; }

    /// <summary>Marks the results whose configuration belongs to the space; others teach the model but are nothing to improve on.</summary>
    public List<bool> IsInside { get; } = [];

    /// <summary>Marks those inside whose outcomes keep the constraints: what there is to improve on.</summary>
    public List<bool> IsEligible { get; } = [];

    /// <summary>Rows of the results to improve on: the eligible ones, where there are none those inside the space, else all.</summary>
    public IReadOnlyList<int> Candidates
    {
        get
        {
            var rows = Enumerable.Range(0, Inputs.Count).ToList();
            foreach (var marks in new[] { IsEligible, IsInside })
            {
                if (marks.Contains(true))
                    return [.. rows.Where(i => marks[i])];
            }

            return rows;
        }
    }

    /// <summary>True when some result keeps the outcome constraints, or there are none to keep.</summary>
    public bool HasFeasibleResult { get; }

    /// <summary>What makes a value among the outputs of an objective good.</summary>
    public Merit MeritOf(int objective) => new(Request.Objectives[objective].Merit.Target is { } target ? target / OutputScales[objective] : null);

    /// <summary>Index of each of the n results in the request's observations: those left out have no row.</summary>
    public List<int> Rows { get; } = [];

    public IReadOnlyList<double[]> Pending => pendingPoints;

    /// <summary>Points that were given up because of their recipe, in the order in which that happened.</summary>
    public IReadOnlyList<double[]> Abandoned { get; }

    /// <summary>What the rationale should say about the data.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The number of different configurations among the results, counted up to 2.</summary>
    public int DistinctResults => Inputs.Count == 0 ? 0 : Inputs.Exists(p => !p.AsSpan().SequenceEqual(Inputs[0])) ? 2 : 1;

    /// <summary>Whether strategies without a model may measure a configuration again: they know of no noise, so only where repeats are wanted anyway.</summary>
    public bool MayRepeat => Request.Strategy.Duplicates == DuplicatePolicy.AsReplicates;

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

    /// <summary>A suggestion by this request's strategy.</summary>
    public Suggestion Suggest(Configuration configuration, string strategy, params IEnumerable<string> remarks) =>
        new(configuration, new Rationale
        {
            Strategy = strategy,
            Observed = Inputs.Count,
            Pending = Request.Pending.Count,
            Remarks = [.. Remarks, .. remarks],
        });

    private static IEnumerable<string> LeftOut(int count, string why) =>
        count == 0 ? [] : [$"{count} {(count == 1 ? "result was" : "results were")} left out {why}."];

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

    private List<double[]> Points(IEnumerable<Configuration> configurations) => [.. configurations.Select(c => TryEncode(c, out _)).OfType<double[]>()];

    private double[]? TryEncode(Configuration configuration, out bool isFar) => TryEncode(Sampler.Region.Cube, configuration, out isFar);

    /// <summary>The point of a configuration; null where it does not belong to the space's parameters or lies far outside.</summary>
    internal static double[]? TryEncode(UnitCube cube, Configuration configuration, out bool isFar)
    {
        isFar = false;
        try
        {
            var point = cube.Encode(configuration);
            for (var j = 0; j < point.Length && !isFar; j++)
                isFar = !(Math.Abs(point[j] - 0.5) <= FarOutside + 0.5) && !cube.Columns[j].IsCategorical;
            return isFar ? null : point;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
