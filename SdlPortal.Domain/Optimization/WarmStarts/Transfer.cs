using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Acquisition;
using SdlPortal.Domain.Optimization.Feasibility;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Domain.Optimization.Search;
using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.WarmStarts;

/// <summary>What a request's warm start says about one suggestion: how far its donors are believed, how strong its prior over the space still is, and the first choices before there is a model. Used once.</summary>
internal sealed class Transfer
{
    /// <summary>Length scale of how far a result or a pending experiment is news, per square root of the number of parameters, before there is a model.</summary>
    private const double Reach = 0.2;

    /// <summary>What a region counts where donors are asked: it was found in the same runs, and would count twice.</summary>
    private const double BesideDonors = 0.3;

    private readonly EncodedRequest encoded;
    private readonly RegionPrior? prior;
    private readonly DonorModels? donors;
    private readonly List<string> remarks = [];
    private DonorJudgement? judgement;
    private double? belief;
    private double? exponent;

    private Transfer(EncodedRequest encoded, WarmStart warmStart, bool hasModel)
    {
        this.encoded = encoded;
        prior = RegionPrior.Of(warmStart, encoded.Sampler.Region.Cube, remarks);
        if (warmStart.Donors.Count == 0)
            return;
        if (!hasModel)
        {
            remarks.Add("The related tasks are not asked, as this strategy has no model.");
            return;
        }

        if (!Speaks(encoded.Request))
        {
            remarks.Add("The related tasks speak of the first objective as something to be made as large or as small as possible; here more, another or a target is sought, so they are not asked.");
            return;
        }

        donors = DonorModels.Of(warmStart, encoded.Request.Space);
        remarks.AddRange(donors.Remarks);
        if (donors.Tasks.Count == 0)
            donors = null;
    }

    /// <summary>γ log π as it multiplies acquisitions; null where it is spent or there is none.</summary>
    public Differentiable? LogWeight => Exponent > 0 ? prior!.LogWeight(Exponent) : null;

    /// <summary>True when nothing of the warm start enters a choice with results.</summary>
    public bool IsSpent => Exponent == 0 && (donors is null || belief is null or 0);

    /// <summary>γ, 0 where it is spent or there is no prior. Donors and regions come from the same tasks: where donors were found to mislead, regions have to be confirmed by the campaign's own results.</summary>
    private double Exponent => exponent ??= prior is null || (donors is null ? 1 : BesideDonors) * prior.Exponent(encoded.Inputs, Goodness(encoded), IsPriorBelieved(prior)) is not (>= RegionPrior.Least and var value) ? 0 : value;

    private bool IsPriorBelieved(RegionPrior regions) =>
        donors is null || (belief > 0 && judgement is not null && regions.IsAbove(x => judgement.Expectation.At(x), encoded.Sampler.Region.Cube));

    /// <summary>Null for requests without a warm start that says anything about choices.</summary>
    /// <param name="hasModel">False for strategies that cannot ask donors.</param>
    public static Transfer? Of(EncodedRequest encoded, bool hasModel = true) =>
        encoded.Request.WarmStart is { } warm && (warm.Donors.Count > 0 || warm.Regions.Count > 0) ? new Transfer(encoded, warm, hasModel) : null;

    /// <summary>True when what is sought is what donors speak of: the first objective alone, as large or as small as possible.</summary>
    public static bool Speaks(SuggestionRequest request) =>
        request.Aims.Sought is [0] && request.Combination == Combination.TradeOff && request.Objectives[0].Goal is Goal.Maximize or Goal.Minimize;

    /// <summary>The results of the objective that donors speak of, under their expectation.</summary>
    /// <param name="data">Without a trend.</param>
    /// <param name="isMain">True for the model by which the choice is made.</param>
    public TrainingSet Around(TrainingSet data, bool isMain, CancellationToken cancellationToken)
    {
        if (donors is null)
            return data;
        try
        {
            judgement ??= DonorJudgement.Of(donors, data, cancellationToken);
        }
        catch (CholeskyException e)
        {
            remarks.Add($"The related tasks could not be compared with the results, so they are not asked. {e.Message}");
            belief = 0;
            return data;
        }

        var (believed, slope) = judgement.Around(data);
        if (isMain)
            belief = slope;
        return believed;
    }

    /// <summary>
    /// A choice before there are two different results: the best place by the donors' expectation at their given weights plus one standard deviation of a process that knows where experiments are but not what they bring, times the prior over the
    /// space. Null where no donors agree.
    /// </summary>
    public Suggestion? First(string strategy)
    {
        if (donors is null || donors.Initial.All(w => w == 0))
            return null;
        judgement = DonorJudgement.Given(donors);
        belief = 1;
        var categorical = encoded.Sampler.Region.Cube.Categorical;
        var known = encoded.Inputs.Concat(encoded.Pending).Concat(encoded.Abandoned).ToList();
        var process = known.Count == 0 ? null : new GaussianProcess(new TrainingSet(known, new double[known.Count], categorical), Hyperparameters.Default(categorical.Length) with
        {
            LengthScales = [.. categorical.Select(c => c ? 1 : Reach * Math.Sqrt(categorical.Length))],
            Noise = 1e-4,
        });
        AcquisitionFunction acquisition = new ExpectedAnywhere(judgement.Expectation, process);
        var weights = new[] { LogWeight, encoded.Request.Screen }.OfType<Differentiable>().ToList();
        if (weights.Count > 0)
            acquisition = new WeighedAcquisition(acquisition, weights, categorical.Length, "the prior over the space");
        var near = donors.Best.Where(p => encoded.Sampler.Region.Accepts(p, out _)).ToList();
        foreach (var (isTaken, remark) in encoded.Rules(encoded.MayRepeat))
        {
            if (AcquisitionMaximizer.Find(acquisition, encoded.Sampler, near, isTaken, encoded.Seed(0x3A)) is { Free: { } free })
                return Noted(encoded.Suggest(free.Configuration, strategy, [.. remark is null ? Enumerable.Empty<string>() : [remark], "Too few results are known for a model of this campaign, so this is the best place by what the related tasks let expect, away from other experiments."]));
        }

        return null;
    }

    /// <summary>A choice by the regions alone, in the initial design or before there are two different results: the point of the boxes that is farthest from all others. Null where donors are asked, later, or where the constraints leave none of the boxes.</summary>
    public Suggestion? Drawn(string strategy)
    {
        if (donors is not null || Exponent == 0 || (encoded.DistinctResults >= 2 && encoded.Request.Index >= encoded.Request.InitialDesign.Count))
            return null;
        return SpaceFilling.InPrior(encoded, prior!, 0xB0F) is { } configuration
            ? Noted(encoded.Suggest(configuration, strategy, "Too few results are known for a model of this campaign, so this point lies where the best is believed to be, away from other experiments."))
            : null;
    }

    /// <summary>
    /// A choice of a strategy without a model: of the share of its experiments that is the regions' probability times the prior's exponent a point of the boxes. Null for the others, which are the strategy's own.
    /// </summary>
    public static Suggestion? WithoutModel(SuggestionRequest request, string strategy)
    {
        if (request.WarmStart is not { Regions.Count: > 0 })
            return null;
        var encoded = new EncodedRequest(request);
        if (Of(encoded, hasModel: false) is not { prior: { } prior } transfer)
            return null;
        if (!(SeededRandom.Derive(request.Seed, request.Index, 0xE6).NextDouble() < prior.Sum * transfer.Exponent))
            return null;
        return SpaceFilling.InPrior(encoded, prior, 0xB0F) is { } configuration ? transfer.Noted(encoded.Suggest(configuration, strategy, "This point lies where the best is believed to be; others fill the space.")) : null;
    }

    /// <summary>The suggestion with what the warm start had to do with it.</summary>
    public Suggestion Noted(Suggestion suggestion) => suggestion with
    {
        Rationale = suggestion.Rationale with
        {
            WarmStart = new WarmStartNote
            {
                Donors = judgement is null ? [] : [.. judgement.Shares],
                Belief = belief ?? 0,
                PriorExponent = prior is null ? null : Exponent,
                IsSpent = IsSpent,
            },
            Remarks = [.. suggestion.Rationale.Remarks, .. remarks, .. Sentences()],
        },
    };

    private IEnumerable<string> Sentences()
    {
        if (judgement is not null && donors is not null)
        {
            var counting = judgement.Shares.Where(s => s.Weight > 0.005).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Task} {s.Weight:P0}")).ToList();
            var dropped = judgement.Shares.Count(s => s.IsDropped);
            var why = dropped == 0 ? "" : $" {dropped} {(dropped == 1 ? "task was" : "tasks were")} dropped for ordering this campaign's results worse than its own model does.";
            yield return belief > 0 && counting.Count > 0
                ? string.Create(CultureInfo.InvariantCulture, $"Related tasks shaped the expectation: {string.Join(", ", counting)}; a rise by one standard deviation there counted as {belief:0.00} here.{why}")
                : judgement.IsWaiting ? "The related tasks counted nothing in this choice: none agrees with another, so they wait until the campaign's own results can judge them."
                : "The related tasks counted nothing in this choice: the campaign's own results say more." + why;
        }

        if (prior is not null)
            yield return Exponent > 0 ? string.Create(CultureInfo.InvariantCulture, $"The prior over the space counted with exponent {Exponent:0.00}.") : "The prior over the space has faded and counted nothing.";
    }

    /// <summary>How good each result is, larger is better: for several objectives the sum of its ranks.</summary>
    private static double[] Goodness(EncodedRequest encoded)
    {
        var sought = encoded.Request.Aims.Sought;
        double[] Of(int o) => [.. encoded.Outputs.Select(y => encoded.MeritOf(o).Of(y[o]))];
        if (sought.Count == 1)
            return Of(sought[0]);
        var sum = new double[encoded.Outputs.Count];
        foreach (var merits in sought.Select(Of))
        {
            for (var i = 0; i < sum.Length; i++)
                sum[i] += merits.Count(m => m < merits[i]) + (0.5 * merits.Count(m => m == merits[i]));
        }

        return sum;
    }
}
