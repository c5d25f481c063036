using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.MultiObjective;
using SdlPortal.Tests.Fakes;
using SdlPortal.Tests.Golden;

namespace SdlPortal.Tests.Optimization.MultiObjective;

public class HypervolumeTests
{
    [Fact]
    public void Volume_and_front_agree_with_emoa_and_exact_fractions()
    {
        var cases = 0;
        foreach (var golden in GoldenFile.Read("f_hypervolume").EnumerateObject())
        {
            cases++;
            double[][] points = [.. golden.Value.GetProperty("points").Matrix().Select(p => p.Select(v => -v).ToArray())];
            double[] reference = [.. golden.Value.GetProperty("reference").Vector().Select(v => -v)];
            GoldenFile.Close(golden.Value.GetProperty("hypervolume_rational_sweep").GetDouble(), Hypervolume.Of(points, reference), 1e-12, golden.Name);
            GoldenFile.Close(golden.Value.GetProperty("hypervolume_emoa").GetDouble(), Hypervolume.History(points, reference)[^1], 1e-12, golden.Name);
            var front = golden.Value.GetProperty("nondominated");
            int[] expected = front.ValueKind == JsonValueKind.Number ? [front.GetInt32()] : [.. front.EnumerateArray().Select(i => i.GetInt32())];
            Assert.Equal(expected, ParetoFront.Indices(points));
        }

        Assert.Equal(12, cases);
    }

    [Fact]
    public void Volume_and_front_agree_with_botorch()
    {
        foreach (var golden in GoldenFile.Read("hypervolume").GetProperty("hypervolume").EnumerateArray())
        {
            var points = golden.GetProperty("Y").Matrix();
            Assert.Equal(golden.GetProperty("non_dominated").EnumerateArray().Select(b => b.GetBoolean()), ParetoFront.Mark(points));
            GoldenFile.Close(golden.GetProperty("hypervolume").GetDouble(), Hypervolume.Of(points, golden.GetProperty("ref").Vector()), 1e-12);
        }
    }

    [Fact]
    public void Sweeps_inclusion_of_points_and_boxes_agree_on_any_front()
    {
        Prop.ForAll(Points().ToArbitrary(), points =>
        {
            var count = points[0].Length;
            var reference = new double[count];
            var volume = Hypervolume.Of(points, reference);
            double[][] lifted = [.. points.Select(p => (double[])[.. p, 1])];
            var naive = ByInclusionAndExclusion(points);
            Assert.Equal(naive, volume, 1e-9 * Math.Max(1, naive));
            if (count == 3)
                Assert.Equal(naive, Hypervolume.Of(lifted, new double[4]), 1e-9 * Math.Max(1, naive));
            Assert.Equal(naive, FreeBelow(new NonDominatedBoxes(points, reference), 10), 1e-9 * Math.Pow(10, count));
            var marks = ParetoFront.Mark(points);
            for (var i = 0; i < points.Length; i++)
                Assert.Equal(!points.Any(p => ParetoFront.Covers(p, points[i]) && !p.SequenceEqual(points[i])), marks[i]);
        }).Check(Cases.Drawn(100));
    }

    [Fact]
    public void History_never_falls_and_ends_at_the_volume_of_all()
    {
        var random = SeededRandom.Derive(7);
        double[][] points = [.. Enumerable.Range(0, 300).Select(_ => new[] { random.NextNormal(), random.NextNormal(), random.NextNormal() })];
        var reference = Hypervolume.ReferencePoint(points);
        var history = Hypervolume.History(points, reference);
        for (var i = 0; i < history.Length; i++)
        {
            Assert.True(i == 0 || history[i] >= history[i - 1]);
            if (i % 50 == 49)
                GoldenFile.Close(Hypervolume.Of(points[..(i + 1)], reference), history[i], 1e-10);
        }
    }

    [Fact]
    public void Reference_lies_a_tenth_of_the_range_below_the_front()
    {
        Assert.Equal([0.9, 3.8], Hypervolume.ReferencePoint([[1, 6], [2, 4], [0.5, 1]]), Close);
        Assert.Equal([1.9, 3.8], Hypervolume.ReferencePoint([[2, 4], [1, 2]]), Close);
        Assert.Equal([1, 3], Hypervolume.ReferencePoint([[2, 4], [2, 4]]), Close);
    }

    [Fact]
    public void Empty_sets_and_points_below_the_reference_dominate_nothing()
    {
        Assert.Equal(0, Hypervolume.Of([], [0, 0]));
        Assert.Equal(0, Hypervolume.Of([[1, -1], [0, 5]], [0, 0]));
        Assert.Empty(ParetoFront.Mark([]));
        Assert.Empty(Hypervolume.History([], [0, 0]));
        Assert.Equal([NonDominatedBoxes.NoEnd], new NonDominatedBoxes([], [0.0]).Ends[1..]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Thousands_of_points_on_a_front_take_a_moment(int outputs)
    {
        var random = SeededRandom.Derive(outputs);
        double[][] points = [.. Enumerable.Range(0, 5000).Select(_ => Sphere(random, outputs))];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var expected = outputs == 2 ? Math.PI / 4 : Math.PI / 6;
        Assert.InRange(Hypervolume.Of(points, new double[outputs]), 0.93 * expected, expected);
        Assert.Equal(5000, ParetoFront.Indices(points).Count);
        Assert.True(watch.Elapsed.TotalSeconds < 2, $"{watch.Elapsed}");
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-12;

    private static double[] Sphere(SeededRandom random, int outputs)
    {
        var x = Enumerable.Range(0, outputs).Select(_ => Math.Abs(random.NextNormal())).ToArray();
        var norm = Math.Sqrt(x.Sum(v => v * v));
        return [.. x.Select(v => v / norm)];
    }

    /// <summary>One to nine points in two or three outputs, on a grid so that ties and repeats come up.</summary>
    private static Gen<double[][]> Points() =>
        from count in Gen.Choose(2, 3)
        from points in Gen.Choose(0, 6).Select(v => v / 2.0).ArrayOf(count).NonEmptyListOf()
        select points.Take(9).ToArray();

    private static double ByInclusionAndExclusion(double[][] points)
    {
        var sum = 0.0;
        for (var set = 1; set < 1 << points.Length; set++)
        {
            var chosen = points.Where((_, i) => (set >> i & 1) == 1).ToList();
            var volume = Enumerable.Range(0, points[0].Length).Aggregate(1.0, (product, m) => product * Math.Max(0, chosen.Min(p => p[m])));
            sum += chosen.Count % 2 == 1 ? volume : -volume;
        }

        return sum;
    }

    /// <summary>The volume of the cube [0, side) that no box claims, after checking that boxes do not overlap.</summary>
    private static double FreeBelow(NonDominatedBoxes boxes, double side)
    {
        var size = 2 * boxes.Outputs;
        var ranges = boxes.Ends.Chunk(size).Select(b => Enumerable.Range(0, boxes.Outputs)
            .Select(m => (Low: boxes.Levels[m][b[2 * m]], High: b[(2 * m) + 1] == NonDominatedBoxes.NoEnd ? side : boxes.Levels[m][b[(2 * m) + 1]])).ToArray()).ToList();
        for (var i = 0; i < ranges.Count; i++)
        {
            for (var j = 0; j < i; j++)
                Assert.Contains(ranges[i].Zip(ranges[j]), p => Math.Min(p.First.High, p.Second.High) <= Math.Max(p.First.Low, p.Second.Low));
        }

        return Math.Pow(side, boxes.Outputs) - ranges.Sum(r => r.Aggregate(1.0, (product, e) => product * (e.High - e.Low)));
    }
}
