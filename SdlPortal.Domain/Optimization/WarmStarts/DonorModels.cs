using System.Runtime.CompilerServices;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Auto;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>
/// The donors of a warm start as Gaussian processes over a campaign's unit cube, each on a scale on which its values look normal. Depends on the warm start and the space alone and is fitted once for as long as both live. In an order of its own,
/// so that the order of donors and of their runs changes nothing. Immutable, safe from any thread.
/// </summary>
internal sealed class DonorModels
{
    /// <summary>More donors than this would make every suggestion slow; those with the largest given weight are asked.</summary>
    private const int MostDonors = 12;

    /// <summary>Of more runs an even choice over their values is taken.</summary>
    private const int MostRuns = 200;

    private const int BestRuns = 4;

    /// <summary>Points at which donors are compared with each other.</summary>
    private const int Probes = 240;

    private static readonly ConditionalWeakTable<WarmStart, ConditionalWeakTable<SearchSpace, DonorModels>> Known = [];

    private DonorModels(WarmStart warmStart, SearchSpace space)
    {
        var cube = new UnitCube(space);
        var remarks = new List<string>();
        var usable = new List<(TaskRuns Runs, double Weight)>();
        foreach (var donor in warmStart.Donors)
        {
            var runs = Encoded(donor, cube, remarks);
            if (runs.Count < 2 || runs.Inputs.All(x => x.AsSpan().SequenceEqual(runs.Inputs[0])) || runs.Outputs.All(y => y == runs.Outputs[0]))
                remarks.Add($"The related task '{donor.Task}' is not asked: it has no two runs in this space with different configurations and different results.");
            else
                usable.Add((runs, donor.Weight > 0 && double.IsFinite(donor.Weight) ? donor.Weight : 0));
        }

        usable.Sort((a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : Compare(a.Runs, b.Runs));
        if (usable.Count > MostDonors)
        {
            remarks.Add($"Of {usable.Count} related tasks the {MostDonors} with the largest weight are asked.");
            usable.RemoveRange(MostDonors, usable.Count - MostDonors);
        }

        var fitted = usable.Select(d => TryFit(d.Runs, cube)).ToList();
        remarks.AddRange(usable.Where((_, i) => fitted[i] is null).Select(d => $"The related task '{d.Runs.Task}' is not asked: no model could be fitted to its runs."));
        usable = [.. usable.Where((_, i) => fitted[i] is not null)];
        Models = [.. fitted.OfType<GaussianProcess>()];
        Tasks = [.. usable.Select(d => d.Runs.Task)];
        Best = [.. usable.SelectMany(d => d.Runs.Inputs.TakeLast(BestRuns).Reverse())];
        var sum = usable.Sum(d => d.Weight);
        Initial = Agreed([.. usable.Select(d => sum > 0 ? d.Weight / sum : 1.0 / usable.Count)], Means([.. usable.SelectMany(d => TaskRuns.Even([.. d.Runs.Outputs], Probes / usable.Count).Select(k => d.Runs.Inputs[k]))]));
        Remarks = [.. remarks.Order(StringComparer.Ordinal)];
    }

    /// <summary>Names of the donors that are asked.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>Their processes.</summary>
    public GaussianProcess[] Models { get; }

    /// <summary>
    /// What each counts before the campaign can judge: its given weight times the square of its mean correlation with the others, none below 0; they add up to 1, or are all 0 where none agrees with another. One witness is none: whoever stands
    /// alone, or against the others, has to wait for the campaign's own results, whatever weight it was given.
    /// </summary>
    public double[] Initial { get; }

    /// <summary>The best runs of each, worth looking around.</summary>
    public IReadOnlyList<double[]> Best { get; }

    /// <summary>What was left out and why.</summary>
    public IReadOnlyList<string> Remarks { get; }

    public static DonorModels Of(WarmStart warmStart, SearchSpace space) =>
        Known.GetValue(warmStart, _ => []).GetValue(space, s => new DonorModels(warmStart, s));

    /// <summary>Standardized means of every donor (rows) at points of the cube.</summary>
    public double[][] Means(IReadOnlyList<double[]> points) =>
        [.. Models.Select(m => points.Select(x => (m.Mean(x) - m.Data.Mean) / m.Data.Deviation).ToArray())];

    private static GaussianProcess? TryFit(TaskRuns runs, UnitCube cube)
    {
        var shape = new BellShape(new TrainingSet(runs.Inputs, runs.Outputs, cube.Categorical));
        var kept = TaskRuns.Even([.. shape.Outputs], MostRuns);
        var data = new TrainingSet([.. kept.Select(k => runs.Inputs[k])], [.. kept.Select(k => shape.Outputs[k])], cube.Categorical);
        try
        {
            return GaussianProcess.Fit(data, new FitOptions { Priors = PriorKind.Alike, Starts = 2 });
        }
        catch (CholeskyException)
        {
            return null;
        }
    }

    /// <param name="given">Weights that add up to 1.</param>
    /// <param name="means">What each expects at the same points.</param>
    private static double[] Agreed(double[] given, double[][] means)
    {
        // Whoever counts at all is one witness, whatever weight it claims.
        var says = given.Select(g => g > 0 ? 1.0 : 0).ToArray();
        var weights = new double[given.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var (sum, all) = (0.0, 0.0);
            for (var j = 0; j < weights.Length; j++)
            {
                if (i == j)
                    continue;
                sum += says[j] * Correlation(means[i], means[j]);
                all += says[j];
            }

            var support = all > 0 ? Math.Max(0, sum / all) : 0;
            weights[i] = given[i] * support * support;
        }

        var total = weights.Sum();
        return total > 0 ? [.. weights.Select(w => w / total)] : weights;
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (left, right) = (a.Average(), b.Average());
        var (product, squareA, squareB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            product += (a[i] - left) * (b[i] - right);
            squareA += (a[i] - left) * (a[i] - left);
            squareB += (b[i] - right) * (b[i] - right);
        }

        return squareA > 0 && squareB > 0 ? product / Math.Sqrt(squareA * squareB) : 0;
    }

    /// <summary>The runs that fit the space, lowest value first.</summary>
    private static TaskRuns Encoded(Donor donor, UnitCube cube, List<string> remarks)
    {
        var rows = new List<(double[] Point, double Value)>();
        foreach (var run in donor.Runs)
        {
            if (double.IsFinite(run.Value) && EncodedRequest.TryEncode(cube, run.Configuration, out _) is { } point)
                rows.Add((point, run.Value));
        }

        if (rows.Count < donor.Runs.Count)
        {
            var count = donor.Runs.Count - rows.Count;
            remarks.Add($"{count} {(count == 1 ? "run" : "runs")} of the related task '{donor.Task}' {(count == 1 ? "was" : "were")} left out: a parameter is missing, unknown to this space or far outside of it, or the value is no finite number.");
        }

        rows.Sort((a, b) => a.Value != b.Value ? a.Value.CompareTo(b.Value) : a.Point.AsSpan().SequenceCompareTo(b.Point));
        return new TaskRuns(donor.Task, [.. rows.Select(r => r.Point)], [.. rows.Select(r => r.Value)]);
    }

    private static int Compare(TaskRuns a, TaskRuns b)
    {
        var byName = string.CompareOrdinal(a.Task, b.Task);
        if (byName != 0 || a.Count != b.Count)
            return byName != 0 ? byName : a.Count.CompareTo(b.Count);
        var byValues = a.Outputs.ToArray().AsSpan().SequenceCompareTo(b.Outputs.ToArray());
        return byValues != 0 ? byValues : a.Inputs.SelectMany(x => x).ToArray().AsSpan().SequenceCompareTo(b.Inputs.SelectMany(x => x).ToArray());
    }
}
