using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Survival;
using SdlPortal.Domain.Numerics;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Survival;

/// <summary>Forecasts of gains against what came. docs/results/diminishing-returns.md has the whole table; here are a few cells of it with fewer rounds.</summary>
public sealed class ReturnsCalibrationTests
{
    [Theory]
    [InlineData("normal", 50, 50)]
    [InlineData("exponential", 20, 20)]
    [InlineData("uniform", 50, 50)]
    [InlineData("steps", 50, 50)]
    public void Of_runs_in_any_order_the_intervals_hold_and_the_chance_of_a_gain_is_right(string kind, int n, int k)
    {
        var result = ReturnsCalibration.Simulate(kind, SequenceKind.Exchangeable, n, k, 120);

        Assert.InRange(result.Held, 0.84, 1);
        Assert.InRange(result.Any, result.ExpectedAny - 0.12, result.ExpectedAny + 0.12);
    }

    [Theory]
    [InlineData("local search", 50, 20)]
    [InlineData("rising mean", 50, 20)]
    [InlineData("plateau", 20, 20)]
    public void Of_optimized_runs_other_sequences_tell_what_is_to_come(string kind, int n, int k)
    {
        var learned = ReturnsCalibration.Simulate(kind, SequenceKind.Optimized, n, k, 80, 19);
        var alone = ReturnsCalibration.Simulate(kind, SequenceKind.Optimized, n, k, 80);

        Assert.InRange(learned.Held, 0.86, 1);
        Assert.InRange(learned.Expected / learned.Gained, 0.6, 1.6);
        Assert.InRange(alone.Held, 0.78, 1);
    }

    [SharedDataFact]
    public void On_real_tables_in_random_order_the_intervals_hold()
    {
        var tables = Mlp();
        var result = ReturnsCalibration.Of("hpobench", SequenceKind.Exchangeable, 50, 50, 120, (round, _) =>
        {
            var table = (double[])tables[round % tables.Count].Clone();
            SeededRandom.Derive(3, round).Shuffle<double>(table);
            return table;
        });

        Assert.InRange(result.Held, 0.84, 1);
        Assert.InRange(result.Any, result.ExpectedAny - 0.15, result.ExpectedAny + 0.15);
    }

    /// <summary>Mean balanced accuracy over seeds, by task.</summary>
    internal static IReadOnlyList<double[]> Mlp() =>
        [.. File.ReadLines(SharedData.Path("hpobench_mlp_8tasks/hpobench_mlp_8tasks.csv")).Skip(1).Select(l => l.Split(','))
            .GroupBy(f => f[0], StringComparer.Ordinal).Select(g => g.Select(f => f[7..].Average(v => double.Parse(v, CultureInfo.InvariantCulture))).ToArray())];
}
