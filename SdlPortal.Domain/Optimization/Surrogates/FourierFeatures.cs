using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.Surrogates;

/// <summary>
/// Random cosines and sines whose weighted sum, with standard normal weights, is a draw from a Gaussian process's prior with mean 0 (Rahimi and Recht 2007; the frequencies of
/// RBF are normal, those of Matern-5/2 Student t with 5 degrees of freedom). On the standardized scale of the outputs. Immutable.
/// </summary>
internal sealed class FourierFeatures
{
    private const int Frequencies = 256;

    /// <summary>Features of a point: as many weights make a function.</summary>
    public const int Count = 2 * Frequencies;

    private readonly bool[] categorical;

    /// <summary>Per column the frequencies of a number; of choices the phases, level after level.</summary>
    private readonly double[][] omega;
    private readonly double amplitude;

    public FourierFeatures(UnitCube cube, Hyperparameters hyper, SeededRandom random)
    {
        categorical = cube.Categorical;
        amplitude = Math.Sqrt(hyper.OutputScale / Frequencies);
        omega = Draw(cube, hyper, random);
    }

    /// <summary>Weights of one function.</summary>
    public static double[] DrawWeights(SeededRandom random)
    {
        var weights = new double[Count];
        for (var m = 0; m < weights.Length; m++)
            weights[m] = random.NextNormal();
        return weights;
    }

    /// <summary>The features at x (d numbers, unit cube).</summary>
    public void Fill(ReadOnlySpan<double> x, Span<double> features)
    {
        Span<double> phase = stackalloc double[Frequencies];
        phase.Clear();
        for (var j = 0; j < omega.Length; j++)
        {
            if (categorical[j])
                Vectors.AddScaled(phase, 1, omega[j].AsSpan((int)x[j] * Frequencies % omega[j].Length, Frequencies));
            else
                Vectors.AddScaled(phase, x[j], omega[j]);
        }

        for (var m = 0; m < Frequencies; m++)
        {
            var (sin, cos) = Math.SinCos(phase[m]);
            features[m] = amplitude * cos;
            features[Frequencies + m] = amplitude * sin;
        }
    }

    /// <summary>Adds the d derivatives of the weighted sum (none in categorical columns); overwrites the features.</summary>
    public void AddGradient(Span<double> features, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        // d/dφ (a cos φ + b sin φ) = b cos φ - a sin φ, and the phase φ moves by ω with x.
        for (var m = 0; m < Frequencies; m++)
            features[m] = (weights[Frequencies + m] * features[m]) - (weights[m] * features[Frequencies + m]);
        for (var j = 0; j < omega.Length; j++)
        {
            if (!categorical[j])
                gradient[j] += Vectors.Dot(features[..Frequencies], omega[j]);
        }
    }

    /// <summary>
    /// Numbers have frequencies. Choices have phases: with probability exp(-1/(2 l²)) the same for all, else drawn anew for each, so that two choices correlate by
    /// that, the kernel's factor.
    /// </summary>
    private static double[][] Draw(UnitCube cube, Hyperparameters hyper, SeededRandom random)
    {
        var omega = new double[cube.Dimension][];
        for (var j = 0; j < omega.Length; j++)
            omega[j] = new double[(cube.Columns[j].IsCategorical ? (int)cube.Columns[j].LevelCount! : 1) * Frequencies];
        for (var m = 0; m < Frequencies; m++)
        {
            var stretch = hyper.Kernel == KernelKind.Rbf ? 1 : Student(random);
            for (var j = 0; j < omega.Length; j++)
            {
                var scale = hyper.LengthScales[j];
                if (!cube.Columns[j].IsCategorical)
                {
                    omega[j][m] = random.NextNormal() * stretch / scale;
                    continue;
                }

                var shared = random.NextDouble() < Math.Exp(-0.5 / (scale * scale));
                for (var at = m; at < omega[j].Length; at += Frequencies)
                    omega[j][at] = shared ? 0 : 2 * Math.PI * random.NextDouble();
            }
        }

        return omega;
    }

    /// <summary>What turns normal numbers into Student t ones with 5 degrees of freedom: 1/√(χ²/5).</summary>
    private static double Student(SeededRandom random)
    {
        var square = 0.0;
        for (var k = 0; k < 5; k++)
        {
            var z = random.NextNormal();
            square += z * z;
        }

        return 1 / Math.Sqrt(square / 5);
    }
}
