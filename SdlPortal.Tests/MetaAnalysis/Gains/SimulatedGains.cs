using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.MetaAnalysis.Gains;

/// <summary>A family of tasks whose gains are known: normal on the logit scale, with runs inside and outside of a region, and a further task in which it is validated.</summary>
/// <param name="Tau">Standard deviation of the gain between tasks, log odds.</param>
/// <param name="Inside">Runs of each known task.</param>
/// <param name="Validation">Fresh experiments of the further task.</param>
internal sealed record GainFamily(int Tasks, double Tau, int Inside, int Outside, (int Inside, int Outside) Validation);

/// <summary>Made-up recommendations with a known truth.</summary>
internal static class SimulatedGains
{
    private static readonly int[] Tasks = [3, 4, 5, 8, 12];
    private static readonly double[] Taus = [0.1, 0.3, 0.6, 1.0];
    private static readonly (int, int)[] Runs = [(6, 54), (20, 180), (100, 900)];
    private static readonly (int, int)[] Validations = [(8, 8), (12, 12), (20, 20), (8, 16)];

    public static IReadOnlyList<GainFamily> Families { get; } =
        [.. from tasks in Tasks from tau in Taus from runs in Runs from validation in Validations select new GainFamily(tasks, tau, runs.Item1, runs.Item2, validation)];

    public static GainForecast Forecast(SeededRandom random, double middle, double tau, int tasks, int inside, int outside)
    {
        var shape = Shape(random);
        return Forecast(random, shape, middle, tau, tasks, inside, outside);
    }

    /// <summary>One recommendation, tried on a further task.</summary>
    public static (GainFamily Family, GainScore Score, double Truth) Draw(GainFamily family, SeededRandom random)
    {
        var (shape, middle) = (Shape(random), 2 * random.NextDouble());
        var forecast = Forecast(random, shape, middle, family.Tau, family.Tasks, family.Inside, family.Outside);
        var truth = Logistic(middle + (family.Tau * random.NextNormal()));
        return (family, GainScore.Of(forecast, Realize(random, shape, truth, family.Validation.Inside, family.Validation.Outside)), truth);
    }

    /// <summary>Fresh experiments in a task with this true gain.</summary>
    public static RealizedGain Realize(SeededRandom random, (double Sd, bool IsRounded) shape, double truth, int inside, int outside)
    {
        var (x, y) = Outcomes(random, shape, truth, inside, outside);
        return RealizedGain.Of(x, y, MetricGoal.Maximize);
    }

    /// <summary>A forecast, and a true gain that is a draw from it: a claim that holds.</summary>
    public static (GainForecast Forecast, double Truth) Claim(SeededRandom random)
    {
        var forecast = Forecast(random, middle: 2 * random.NextDouble(), tau: 0.3, tasks: 6, inside: 20, outside: 180);
        var drawn = MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, forecast.DegreesOfFreedom, 0.000001 + (0.999998 * random.NextDouble()));
        return (forecast, Logistic(forecast.LogitMean + (Math.Sqrt(forecast.Tau2 + (forecast.LogitError * forecast.LogitError)) * drawn)));
    }

    /// <summary>Ten more experiments of each kind at every look.</summary>
    public static bool[] Alarms(SeededRandom random, GainForecast forecast, RealizedGain validation, double truth, int looks)
    {
        var (evidence, alarms) = (new List<FreshEvidence>(), new bool[looks]);
        for (var look = 1; look <= looks; look++)
        {
            evidence.Add(new FreshEvidence($"campaign {look}", EvidenceKind.Randomized, Realize(random, (1, false), truth, 10, 10)));
            alarms[look - 1] = StalenessTest.Of(forecast, validation, GainPooling.Of(evidence, MetricGoal.Maximize).Gain, [], look).IsContradicted;
        }

        return alarms;
    }

    public static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));

    private static GainForecast Forecast(SeededRandom random, (double Sd, bool IsRounded) shape, double middle, double tau, int tasks, int inside, int outside) =>
        GainForecast.Of([.. Enumerable.Range(0, tasks).Select(t =>
        {
            var (x, y) = Outcomes(random, shape, Logistic(middle + (tau * random.NextNormal())), inside, outside);
            return TaskGain.Of($"task {t}", x, y);
        })], "simulated", []).Value;

    /// <summary>Outcomes inside scatter as much as outside, less, or more; with a coarse instrument they tie.</summary>
    private static (double Sd, bool IsRounded) Shape(SeededRandom random) => (random.NextInt(3) switch { 0 => 1, 1 => 0.5, _ => 1.5 }, random.NextInt(4) == 0);

    /// <summary>Normal outcomes with P(inside beats outside) = truth; rounding to sevenths of a standard deviation leaves that as it is but for the half of ties.</summary>
    private static (double[] Inside, double[] Outside) Outcomes(SeededRandom random, (double Sd, bool IsRounded) shape, double truth, int inside, int outside)
    {
        var shift = Math.Sqrt(1 + (shape.Sd * shape.Sd)) * Normal.Quantile(truth);
        double Read(double value) => shape.IsRounded ? Math.Round(7 * value) / 7 : value;
        return ([.. Enumerable.Range(0, inside).Select(_ => Read(shift + (shape.Sd * random.NextNormal())))], [.. Enumerable.Range(0, outside).Select(_ => Read(random.NextNormal()))]);
    }
}
