using System.Globalization;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.Screening;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Domain.Simulation;
using SdlPortal.Domain.Simulation.Twins;

namespace SdlPortal.Tests.Benchmarks;

/// <summary>
/// What pre-screening is worth: campaigns on the coating without a twin, with one fitted to 60 earlier noisy results of it, and with misleading ones (fitted to 60 results of a coating whose optimum lies
/// elsewhere; the wrong function itself). Initial points, noise and twins of repetition r are the same for all.
/// </summary>
internal static class PrescreeningStudy
{
    private const int Experiments = 100;
    private const int Delay = 3;
    private const int Earlier = 60;
    private static readonly int[] Looks = [10, 20, 40, 100];
    private static readonly InitialDesign Design = new(InitialDesignKind.Random, 10);
    private static readonly Prescreen Usual = new(TwinKind.Table, "twin", Prescreen.UsualSimulated, Prescreen.UsualShare);
    private static readonly (string Name, Func<StudyProblem, int, TwinScreen>? Screen)[] Twins =
    [
        ("no twin", null),
        ("the coating itself", (problem, repetition) => TwinScreen.Of(Usual, problem.Truth, new FeasibleSampler(problem.Space), repetition)),
        ("60 earlier results", (problem, repetition) => Fitted(problem, problem, repetition)),
        ("60 results, optimum elsewhere", (problem, repetition) => Fitted(problem, problem.Moved(1000 + repetition), repetition)),
        ("wrong function, optimum elsewhere", (problem, repetition) => TwinScreen.Of(Usual, problem.Moved(1000 + repetition).Truth, new FeasibleSampler(problem.Space), repetition)),
    ];

    public static async Task PrintAsync(TextWriter output, int repetitions, IReadOnlyList<string> strategies)
    {
        var problem = StudyProblem.Named(CoatingGroundTruth.Name);
        await output.WriteLineAsync($"| strategy | twin | {string.Join(" | ", Looks.Select(l => $"best after {l}"))} | against no twin at {Looks[1]} | at {Looks[^1]} | twin's r² | screened | set aside at the end |");
        await output.WriteLineAsync($"|---|---|{string.Concat(Enumerable.Repeat("---|", Looks.Length + 5))}");
        foreach (var strategy in strategies)
        {
            double[][]? without = null;
            foreach (var (name, screenOf) in Twins)
            {
                var runs = new (double[] Best, TwinNote? Last, double Screened, double? R2)[repetitions];
                Parallel.For(0, repetitions, r => runs[r] = Run(problem, strategy, screenOf?.Invoke(problem, r), r));
                var best = runs.Select(r => r.Best).ToArray();
                without ??= best;
                string Against(int at) => screenOf is null ? "" : Interval([.. best.Zip(without, (a, b) => (a[at] - b[at]) / 1e6)]);
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"| {strategy} | {name} | {string.Join(" | ", Looks.Select((_, i) => Interval([.. best.Select(b => b[i] / 1e6)])))} | {Against(1)} | {Against(Looks.Length - 1)} | {(screenOf is null ? "" : Mean(runs.Select(r => r.R2)))} | {(screenOf is null ? "" : $"{runs.Average(r => r.Screened):P0}")} | {(screenOf is null ? "" : $"{runs.Count(r => r.Last?.SetAside is not null)} of {repetitions}")} |"));
            }
        }
    }

    private static TwinScreen Fitted(StudyProblem problem, StudyProblem source, int repetition)
    {
        var sampler = new FeasibleSampler(problem.Space);
        var rows = sampler.Sample(Earlier, 500 + repetition).Select((c, i) => new Observation(c, [.. source.Truth.Measure(c, SeededRandom.DeriveSeed(repetition, 77, i))])).ToList();
        return TwinScreen.Of(Usual, TableProblem.Fit(problem.Space, problem.Truth.Objectives[0], rows, null, 0, 500, CancellationToken.None).Truth, sampler, repetition);
    }

    private static (double[] Best, TwinNote? Last, double Screened, double? R2) Run(StudyProblem problem, string strategy, TwinScreen? screen, int repetition)
    {
        // The screen has a say in the initial design too, so all of the campaign goes through the delegate.
        Suggestion Suggest(SuggestionRequest request) => (screen is null ? r => Strategies.Suggest(r) : new Func<SuggestionRequest, Suggestion>(r => screen.Suggest(r)))(request with { InitialDesign = Design });
        var trajectory = SimulatedCampaign.Run(problem, CampaignTimeline.Delayed(Delay, Experiments), SimulationStart.AtRandom(0), new StrategyChoice(strategy), seed: 20261, repetition, Suggest);
        var regret = trajectory.TrueRegret;
        var notes = trajectory.Steps.Select(s => s.Rationale?.Twin).OfType<TwinNote>().ToList();
        return ([.. Looks.Select(l => problem.Optimum - regret[l - 1])], notes.LastOrDefault(), notes.Count == 0 ? 0 : notes.Average(n => n.Screened ? 1.0 : 0), screen?.R2);
    }

    private static string Interval(double[] values)
    {
        var mean = values.Average();
        var half = MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, values.Length - 1, 0.975) * Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{mean:F2} ± {half:F2}");
    }

    private static string Mean(IEnumerable<double?> values) => values.OfType<double>().DefaultIfEmpty(double.NaN).Average() is var mean && double.IsNaN(mean) ? "" : mean.ToString("F2", CultureInfo.InvariantCulture);
}
