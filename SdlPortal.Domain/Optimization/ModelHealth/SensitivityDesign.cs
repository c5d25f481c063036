using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>
/// The points at which a function is asked for its Sobol indices. Block 0 are base points, block i + 1 the same points with parameter i drawn anew;
/// in a space without constraints one more block holds the points that the new values come from. Immutable.
/// </summary>
internal sealed class SensitivityDesign
{
    private readonly double[][][] blocks;

    private SensitivityDesign(double[][][] blocks, bool independent, bool[] moves)
    {
        this.blocks = blocks;
        IsIndependent = independent;
        Moves = moves;
    }

    /// <summary>Base points.</summary>
    public int Count => blocks[0].Length;

    /// <summary>True when every parameter varies independently of the others, so that the donors exist.</summary>
    public bool IsIndependent { get; }

    /// <summary>False for a parameter that cannot change while the others stand still: fixed, or tied by an equality.</summary>
    public bool[] Moves { get; }

    public double[][] Base => blocks[0];

    public double[][] Redrawn(int column) => blocks[column + 1];

    /// <summary>Only where <see cref="IsIndependent"/>.</summary>
    public double[][] Donors => blocks[^1];

    /// <param name="count">Base points; a power of two keeps the sequence balanced.</param>
    public static SensitivityDesign Of(FeasibleSampler sampler, int count, long seed) =>
        sampler.Region.IsConstrained ? Constrained(sampler, count, seed) : Independent(sampler.Region.Cube, count, seed);

    private static SensitivityDesign Independent(UnitCube cube, int count, long seed)
    {
        var d = cube.Dimension;
        var sequence = Sobol.Wide(2 * d, seed);
        var blocks = NewBlocks(d + 2, count);
        for (var k = 0; k < count; k++)
        {
            var u = sequence(k);
            var a = blocks[0][k] = [.. cube.Columns.Select((c, j) => c.FromUniform(u[j]))];
            var b = blocks[^1][k] = [.. cube.Columns.Select((c, j) => c.FromUniform(u[d + j]))];
            for (var j = 0; j < d; j++)
            {
                var mixed = blocks[j + 1][k] = (double[])a.Clone();
                mixed[j] = b[j];
            }
        }

        return new SensitivityDesign(blocks, true, [.. cube.Columns.Select(c => c.LevelCount != 1)]);
    }

    /// <summary>Base points even over what the constraints leave; a parameter is drawn anew among its values that keep the constraints with the others as they are.</summary>
    private static SensitivityDesign Constrained(FeasibleSampler sampler, int count, long seed)
    {
        const int attempts = 64;
        var region = sampler.Region;
        var d = region.Cube.Dimension;
        var blocks = NewBlocks(d + 1, count);
        var random = SeededRandom.Derive(seed, 0x5E);
        var moves = new bool[d];
        for (var k = 0; k < count; k++)
        {
            blocks[0][k] = sampler.SampleUnit(random);
            for (var j = 0; j < d; j++)
            {
                var column = region.Cube.Columns[j];
                var drawn = blocks[j + 1][k] = (double[])blocks[0][k].Clone();
                for (var attempt = 0; attempt < attempts; attempt++)
                {
                    drawn[j] = column.FromUniform(random.NextDouble());
                    if (!region.IsColumnConstrained(j) || region.Accepts(drawn, out _))
                        break;
                    drawn[j] = blocks[0][k][j];
                }

                moves[j] |= drawn[j] != blocks[0][k][j];
            }
        }

        return new SensitivityDesign(blocks, false, moves);
    }

    private static double[][][] NewBlocks(int count, int points) => [.. Enumerable.Range(0, count).Select(_ => new double[points][])];
}
