using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation.Advising;

/// <summary>How the two ends of the scale and the true values of a real campaign are known.</summary>
public enum SharesBasis
{
    /// <summary>The stations are simulated: the truth is known.</summary>
    Truth,

    /// <summary>A Gaussian process fitted to all results so far, which changes its mind as they come.</summary>
    Model,
}

/// <summary>How far it was after one more experiment had ended.</summary>
/// <param name="Share">Of the way from a typical first result (0) to the optimum (1).</param>
/// <param name="Value">The best value so far without noise, in the objective's units.</param>
public readonly record struct ReachedShare(EndedExperiment Experiment, double Share, double Value);

/// <summary>
/// What a campaign has really reached, on the scale of an advice's curves (<see cref="AdviceCurve"/>): 0 is the mean value of a random configuration and 1 the optimum, and what counts
/// is the best configuration's value without noise. With simulated stations all of that is known; else a model of all results so far estimates it. Immutable.
/// </summary>
/// <param name="Typical">The value at 0, in the objective's units; for a target its negative distance.</param>
/// <param name="Best">The value at 1, likewise.</param>
/// <param name="Start">The share of the best prior result; 0 without any.</param>
/// <param name="R2">Leave-one-out r² of the model; null where the truth is known.</param>
public sealed record CampaignShares(SharesBasis Basis, double Typical, double Best, double Start, IReadOnlyList<ReachedShare> Reached, double? R2)
{
    private const int Samples = 400;

    /// <summary>Different configurations that a model needs before it is asked.</summary>
    private const int FewestForModel = 5;

    /// <returns>Null while there are too few results to say anything.</returns>
    /// <exception cref="SuggestionException">The space has no configuration.</exception>
    public static CampaignShares? Of(ProgressQuestion question, CancellationToken cancellationToken = default) =>
        question.Request.Observations.Count == 0 ? null : FromTruth(question) ?? FromModel(question, cancellationToken);

    private static CampaignShares? FromTruth(ProgressQuestion question)
    {
        if (question.Truth is not { Kind: Campaigns.GroundTruthKind.Function } source)
            return null;
        var request = question.Request;
        GroundTruth truth;
        try
        {
            truth = GroundTruth.BuiltIn(source.NameOrPath, request.Space, request.Objectives, source.Noise);
        }
        catch (GroundTruthException)
        {
            // A definition may name a truth that does not fit; a lab that can run it has other stations.
            return null;
        }

        if (Optimum(truth) is not { } optimum)
            return null;
        var objective = request.Objectives[question.Objective];
        double Oriented(Configuration configuration) => objective.Oriented(truth.TrueValues(configuration)[question.Objective]);
        return Of(question, SharesBasis.Truth, i => Oriented(request.Observations[i].Configuration), TypicalMerit(new FeasibleSampler(request.Space), objective, Oriented), objective.Oriented(optimum), null);
    }

    private static double? Optimum(GroundTruth truth) => truth is CoatingGroundTruth ? CoatingGroundTruth.Peak : truth.Optimum;

    private static CampaignShares? FromModel(ProgressQuestion question, CancellationToken cancellationToken)
    {
        var request = question.Request;
        var encoded = new EncodedRequest(request);
        var rows = new ModelRows(encoded);
        if (rows.Distinct < FewestForModel)
            return null;
        var objective = request.Objectives[question.Objective];
        var cube = encoded.Sampler.Region.Cube;
        ObjectiveModel model;
        try
        {
            var fitted = ObjectiveModel.Fit(rows, question.Objective, cube, cancellationToken);
            model = new ObjectiveModel(objective, fitted, HeldOut.Of(fitted, rows, question.Objective));
        }
        catch (CholeskyException)
        {
            return null;
        }

        if (RemainingImprovement.Of(model, rows, encoded.Sampler, SeededRandom.DeriveSeed(request.Seed, 0x5A4E), cancellationToken) is not { } remaining)
            return null;
        double Oriented(Configuration configuration) => model.Process.Mean(cube.Encode(configuration));
        var incumbent = objective.Merit.Of(Oriented(request.Observations[remaining.Result].Configuration));
        return Of(question, SharesBasis.Model, i => Oriented(request.Observations[i].Configuration), TypicalMerit(encoded.Sampler, objective, Oriented), incumbent + remaining.Mean, model.RSquared);
    }

    /// <summary>The mean merit of random configurations.</summary>
    private static double TypicalMerit(FeasibleSampler sampler, Objective objective, Func<Configuration, double> oriented)
    {
        var random = SeededRandom.Derive(1, 0x5CA1E);
        return Enumerable.Range(0, Samples).Average(_ => objective.Merit.Of(oriented(sampler.Sample(random))));
    }

    /// <param name="oriented">The value of an observation without noise, as models see it.</param>
    private static CampaignShares? Of(ProgressQuestion question, SharesBasis basis, Func<int, double> oriented, double typical, double best, double? r2)
    {
        if (!(best > typical))
            return null;
        var request = question.Request;
        var objective = request.Objectives[question.Objective];
        var (merit, value) = (double.NegativeInfinity, double.NaN);
        void Take(int observation)
        {
            if (!request.Aims.AreKept(request.Observations[observation].Values))
                return;
            var here = oriented(observation);
            if (objective.Merit.Of(here) > merit)
                (merit, value) = (objective.Merit.Of(here), objective.Oriented(here));
        }

        double Share() => double.IsNegativeInfinity(merit) ? 0 : (merit - typical) / (best - typical);
        for (var i = 0; i < question.Prior; i++)
            Take(i);
        var start = Math.Max(0, Share());
        var reached = new List<ReachedShare>(question.Ended.Count);
        foreach (var ended in question.Ended)
        {
            if (ended.Observation is { } observation)
                Take(observation);
            if (!double.IsNaN(value))
                reached.Add(new ReachedShare(ended, Share(), value));
        }

        return new CampaignShares(basis, objective.Oriented(typical), objective.Oriented(best), start, reached, r2);
    }
}
