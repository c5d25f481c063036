using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Numerics;

public class LinearAlgebraTests
{
    [Fact]
    public void Cholesky_factor_reproduces_the_matrix_and_solves()
    {
        var a = Definite(17, 5);
        var factor = Cholesky.Factor(a, 17);
        for (var i = 0; i < 17; i++)
        {
            for (var j = 0; j <= i; j++)
                Assert.Equal(a[(i * 17) + j], Vectors.Dot(factor.Row(j), factor.Row(i)), 10);
        }

        var x = Enumerable.Range(0, 17).Select(i => (double)i).ToArray();
        factor.Solve(x);
        for (var i = 0; i < 17; i++)
            Assert.Equal(i, Enumerable.Range(0, 17).Sum(j => a[(Math.Max(i, j) * 17) + Math.Min(i, j)] * x[j]), 8);
    }

    [Fact]
    public void Appending_rows_gives_the_factor_of_the_larger_matrix()
    {
        var a = Definite(12, 9);
        var whole = Cholesky.Factor(a, 12);
        var head = new double[100];
        for (var i = 0; i < 10; i++)
            a.AsSpan(i * 12, 10).CopyTo(head.AsSpan(i * 10));
        var grown = Cholesky.Factor(head, 10);
        grown.Append(a.AsSpan(120, 10), a[130]);
        grown.Append(a.AsSpan(132, 11), a[143]);
        Assert.Equal(whole.LogDeterminant(), grown.LogDeterminant(), 10);
        Assert.Equal(whole.Row(11)[3], grown.Row(11)[3], 12);
    }

    [Fact]
    public void Singular_matrix_is_raised_by_jitter_and_an_indefinite_one_is_refused_with_its_size()
    {
        Assert.True(Cholesky.Factor([1, 1, 1, 1], 2).Jitter > 0);
        var refused = Assert.Throws<CholeskyException>(() => Cholesky.Factor([1, 2, 2, 1], 2));
        Assert.Equal(2, refused.Size);
        Assert.Equal(1e-3, refused.LargestJitter);
    }

    [Fact]
    public void Bounded_minimizer_finds_the_valley_of_Rosenbrock_and_stops_at_bounds()
    {
        static double Rosenbrock(ReadOnlySpan<double> x, Span<double> g)
        {
            var (a, b) = (1 - x[0], x[1] - (x[0] * x[0]));
            g[0] = (-2 * a) - (400 * x[0] * b);
            g[1] = 200 * b;
            return (a * a) + (100 * b * b);
        }

        var free = Lbfgsb.Minimize(Rosenbrock, [-1.2, 1], [-5, -5], [5, 5], maxIterations: 200, tolerance: 1e-8, relativeDecrease: 0);
        Assert.Equal(1, free.X[0], 5);
        var bounded = Lbfgsb.Minimize(Rosenbrock, [-1.2, 1], [-5, -5], [0.5, 5], maxIterations: 200);
        Assert.Equal(0.5, bounded.X[0], 8);
        Assert.Equal(0.25, bounded.X[1], 4);
    }

    [Fact]
    public void Polytope_of_a_simplex_has_its_centre_and_walks_stay_on_it()
    {
        var simplex = Polytope.TryCreate([], [new LinearRow([1, 1, 1], 1)], [0, 0, 0], [1, 1, 1])!;
        Assert.Equal(2, simplex.Basis.Count);
        Assert.All(simplex.Centre, c => Assert.Equal(1.0 / 3, c, 8));
        var random = new SeededRandom(4);
        var x = (double[])simplex.Centre.Clone();
        var sum = new double[3];
        for (var i = 0; i < 4000; i++)
        {
            simplex.Walk(x, random, 5);
            Assert.Equal(1, x.Sum(), 14);
            Vectors.AddScaled(sum, 1.0 / 4000, x);
        }

        Assert.All(sum, m => Assert.Equal(1.0 / 3, m, 0.02));
    }

    [Fact]
    public void Empty_polytope_is_recognized_and_a_flat_one_loses_dimensions()
    {
        Assert.Null(Polytope.TryCreate([new LinearRow([1, 1], 0.5)], [new LinearRow([1, 1], 1)], [0, 0], [1, 1]));
        var flat = Polytope.TryCreate([new LinearRow([1, 1], 1), new LinearRow([-1, -1], -1)], [], [0, 0], [1, 1])!;
        Assert.Single(flat.Basis);
        Assert.Equal(1, flat.Centre.Sum(), 12);
    }

    [Fact]
    public void Generator_repeats_by_seed_and_its_streams_differ()
    {
        Assert.Equal(new SeededRandom(7).NextBits(), new SeededRandom(7).NextBits());
        Assert.NotEqual(SeededRandom.Derive(7, 1).NextBits(), SeededRandom.Derive(7, 2).NextBits());
        Assert.NotEqual(SeededRandom.Derive(1, 2).NextBits(), SeededRandom.Derive(2, 1).NextBits());
        var random = new SeededRandom(3);
        var draws = Enumerable.Range(0, 20_000).Select(_ => random.NextNormal()).ToArray();
        Assert.Equal(0, draws.Average(), 0.03);
        Assert.Equal(1, draws.Average(z => z * z), 0.05);
    }

    internal static double[] Definite(int n, long seed)
    {
        var random = new SeededRandom(seed);
        var b = Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, n).Select(_ => random.NextNormal()).ToArray()).ToArray();
        var a = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                a[(i * n) + j] = Vectors.Dot(b[i], b[j]) + (i == j ? 0.5 : 0);
        }

        return a;
    }
}
