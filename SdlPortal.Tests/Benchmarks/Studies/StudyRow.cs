using System.Globalization;
using SdlPortal.Domain.Simulation;

namespace SdlPortal.Tests.Benchmarks.Studies;

/// <summary>Which repetition: of which problem (its optimum moved or not), strategy and delay.</summary>
internal sealed record StudyKey(string Problem, bool IsMoved, string Strategy, int Delay, int Repetition);

/// <summary>What one repetition came to, as one line of the results file.</summary>
/// <param name="Observed">Cumulative regret of the best measured value.</param>
/// <param name="True">Cumulative regret of the best true value.</param>
/// <param name="Floor">Cumulative regret had the optimum come right after the initial points.</param>
/// <param name="Last">Regret of the best true value at the end.</param>
/// <param name="Seconds">Median time of a proposal.</param>
/// <param name="Flat">Share of the proposals with a model whose acquisition was numerically flat (below 1e-9 of the spread of the results); NaN without such a proposal.</param>
/// <param name="Parts">Regret of the best measured value, summed over each tenth of the campaign.</param>
internal sealed record StudyRow(StudyKey Key, double Observed, double True, double Floor, double Last, double Seconds, double Flat, IReadOnlyList<double> Parts)
{
    public const string Header = "problem,moved,strategy,delay,repetition,regret_observed,regret_true,floor,last_true,seconds,flat,tenths";

    public static StudyRow Of(StudyKey key, Trajectory trajectory, IReadOnlyList<double> seconds, int initial)
    {
        var regret = trajectory.ObservedRegret;
        var chosen = trajectory.Steps.Where(s => s.Rationale is not null).ToList();
        var spread = Spread(trajectory.Steps.Select(s => s.Measured));
        var withValue = chosen.Where(s => s.Rationale!.AcquisitionValue is not null).ToList();
        return new StudyRow(key, regret.Sum(), trajectory.TrueRegret.Sum(), regret.Take(initial).Sum(), trajectory.TrueRegret[^1],
            seconds.Count > 0 ? seconds.Order().ElementAt(seconds.Count / 2) : 0,
            withValue.Count > 0 ? (double)withValue.Count(s => Math.Abs(s.Rationale!.AcquisitionValue!.Value) < 1e-9 * spread) / withValue.Count : double.NaN,
            [.. regret.Chunk(Math.Max(1, regret.Count / 10)).Select(c => c.Sum())]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Key.Problem},{(Key.IsMoved ? 1 : 0)},{Key.Strategy},{Key.Delay},{Key.Repetition},{Observed:R},{True:R},{Floor:R},{Last:R},{Seconds:G4},{Flat:G4},{string.Join(' ', Parts.Select(p => p.ToString("G6", CultureInfo.InvariantCulture)))}");

    public static StudyRow Parse(string line)
    {
        var cells = line.Split(',');
        double Number(int i) => double.Parse(cells[i], CultureInfo.InvariantCulture);
        return new StudyRow(new StudyKey(cells[0], cells[1] == "1", cells[2], (int)Number(3), (int)Number(4)), Number(5), Number(6), Number(7), Number(8), Number(9), Number(10),
            [.. cells[11].Split(' ').Select(c => double.Parse(c, CultureInfo.InvariantCulture))]);
    }

    private static double Spread(IEnumerable<double> values)
    {
        var all = values.ToList();
        var mean = all.Average();
        return Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, all.Count - 1));
    }
}
