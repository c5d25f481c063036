using System.Runtime.Intrinsics;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Numerics;

public class PanelsTests
{
    [Fact]
    public void Exponential_of_eight_numbers_agrees_with_the_library_to_the_last_places()
    {
        var random = new SeededRandom(3);
        for (var k = 0; k < 500; k++)
        {
            var x = Enumerable.Range(0, 8).Select(_ => -Math.Pow(10, (6 * random.NextDouble()) - 3.2)).ToArray();
            var ours = Exponential.OfNegative(Vector512.Create(x));
            for (var lane = 0; lane < 8; lane++)
                Assert.True(Math.Abs(ours[lane] - Math.Exp(x[lane])) <= 3e-16 * Math.Exp(x[lane]) || x[lane] < -700, $"exp({x[lane]:R})");
        }

        Assert.Equal(1, Exponential.OfNegative(Vector512<double>.Zero)[0]);
        Assert.InRange(Exponential.OfNegative(Vector512.Create(double.NegativeInfinity))[0], 0, 1e-300);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(37)]
    public void Factor_and_all_its_solves_agree_with_plain_loops_at_any_size(int n)
    {
        var a = LinearAlgebraTests.Definite(n, n);
        var lower = Plain(a, n);
        var factor = Cholesky.Factor(a, n);
        var inverse = factor.InverseFactor();
        var diagonal = factor.DiagonalOfInverse();
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                Assert.Equal(lower[i][j], factor.Row(i)[j], 10);
                var product = Enumerable.Range(j, i - j + 1).Sum(k => lower[i][k] * inverse[(k * n) + j]);
                Assert.Equal(i == j ? 1 : 0, product, 10);
            }

            Assert.Equal(Enumerable.Range(0, n).Sum(k => inverse[(k * n) + i] * inverse[(k * n) + i]), diagonal[i], 9);
        }

        foreach (var count in new[] { 1, 2, 5, 8, 9, 16, 35 })
        {
            var random = new SeededRandom(count);
            var columns = Enumerable.Range(0, count * n).Select(_ => random.NextNormal()).ToArray();
            var many = (double[])columns.Clone();
            factor.SolveLower(many, count);
            for (var c = 0; c < count; c++)
            {
                var one = columns.AsSpan(c * n, n).ToArray();
                factor.SolveLower(one);
                for (var i = 0; i < n; i++)
                {
                    Assert.Equal(columns[(c * n) + i], Enumerable.Range(0, i + 1).Sum(k => lower[i][k] * one[k]), 9);
                    Assert.Equal(one[i], many[(c * n) + i], 9);
                }
            }
        }
    }

    [Fact]
    public void Backward_substitution_of_a_panel_agrees_with_that_of_each_column()
    {
        const int n = 21;
        var factor = Cholesky.Factor(LinearAlgebraTests.Definite(n, 2), n);
        var random = new SeededRandom(8);
        var panel = new double[Panels.Padded(n) * Panels.Width];
        for (var i = 0; i < n * Panels.Width; i++)
            panel[i] = random.NextNormal();
        var columns = Enumerable.Range(0, Panels.Width).Select(lane => Enumerable.Range(0, n).Select(i => panel[(i * Panels.Width) + lane]).ToArray()).ToArray();
        factor.SolveUpperPanel(panel);
        for (var lane = 0; lane < Panels.Width; lane++)
        {
            factor.SolveUpper(columns[lane]);
            for (var i = 0; i < n; i++)
                Assert.Equal(columns[lane][i], panel[(i * Panels.Width) + lane], 10);
        }
    }

    [Fact]
    public void Appending_across_panels_equals_factoring_the_whole()
    {
        const int n = 30;
        var a = LinearAlgebraTests.Definite(n, 4);
        var whole = Cholesky.Factor(a, n);
        var grown = Cholesky.Factor(a.AsSpan(0, 1), 1);
        for (var i = 1; i < n; i++)
        {
            Assert.Equal(i, grown.Size);
            grown.Append(a.AsSpan(i * n, i), a[(i * n) + i]);
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                Assert.Equal(whole.Row(i)[j], grown.Row(i)[j], 10);
        }
    }

    [Fact]
    public void Rows_of_huge_variance_of_their_own_do_not_raise_the_jitter_of_the_others()
    {
        var factor = Cholesky.Factor([1, 0, 0, 1, 1, 0, 0, 0, 1e12], 3);
        Assert.InRange(factor.Jitter, 1e-9, 1e-3);
    }

    private static double[][] Plain(double[] a, int n)
    {
        var lower = Enumerable.Range(0, n).Select(_ => new double[n]).ToArray();
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = a[(i * n) + j] - Enumerable.Range(0, j).Sum(k => lower[i][k] * lower[j][k]);
                lower[i][j] = i == j ? Math.Sqrt(rest) : rest / lower[j][j];
            }
        }

        return lower;
    }
}
