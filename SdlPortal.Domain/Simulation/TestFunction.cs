using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Simulation;

/// <summary>
/// A benchmark function in the form in which it is usually written, to be minimized. Pure.
/// </summary>
/// <param name="Name">As campaign files name it.</param>
/// <param name="Bounds">Usual bounds of each input; a single pair holds for any number of inputs.</param>
/// <param name="Minimum">The least value of all, wherever the inputs may go.</param>
/// <param name="Minimizers">Where it is taken: points of as many numbers as <paramref name="Bounds"/> has pairs.</param>
/// <param name="NoiseSd">Standard deviation of the measurements unless said otherwise.</param>
/// <param name="Evaluate">The value at d inputs.</param>
public sealed record TestFunction(string Name, EquatableList<(double Low, double High)> Bounds, double Minimum, EquatableList<EquatableList<double>> Minimizers,
    double NoiseSd, Func<double[], double> Evaluate)
{
    private static readonly (double Height, double[] Widths, double[] Centre)[] Peaks =
    [
        (1.0, [10, 3, 17, 3.5, 1.7, 8], [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886]),
        (1.2, [0.05, 10, 17, 0.1, 8, 14], [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991]),
        (3.0, [3, 3.5, 1.7, 10, 17, 8], [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650]),
        (3.2, [17, 8, 0.05, 10, 0.1, 14], [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381]),
    ];

    /// <summary>-20 exp(-0.2 √mean x²) - exp(mean cos 2πx) + 20 + e (Ackley 1987).</summary>
    public static TestFunction Ackley { get; } = new("ackley", [(-32.768, 32.768)], 0, [[0]], 0.5, x =>
        (-20 * Math.Exp(-0.2 * Math.Sqrt(x.Average(v => v * v)))) - Math.Exp(x.Average(v => Math.Cos(2 * Math.PI * v))) + 20 + Math.E);

    /// <summary>With wᵢ = 1 + (xᵢ - 1)/4: sin² πw₁ + Σ (wᵢ - 1)² (1 + 10 sin²(πwᵢ + 1)) + (w_d - 1)² (1 + sin² 2πw_d); the minimum is at x = 1 (Laguna and Marti 2005).</summary>
    public static TestFunction Levy { get; } = new("levy", [(-10, 10)], 0, [[1]], 0.5, x =>
    {
        var w = x.Select(v => 1 + ((v - 1) / 4)).ToArray();
        var sum = Square(Math.Sin(Math.PI * w[0])) + (Square(w[^1] - 1) * (1 + Square(Math.Sin(2 * Math.PI * w[^1]))));
        for (var i = 0; i < w.Length - 1; i++)
            sum += Square(w[i] - 1) * (1 + (10 * Square(Math.Sin((Math.PI * w[i]) + 1))));
        return sum;
    });

    /// <summary>
    /// (x₂ - 5.1 x₁²/(4π²) + 5 x₁/π - 6)² + 10 (1 - 1/(8π)) cos x₁ + 10, three equal minima (Branin 1972; Dixon and Szegö 1978). The noise is 2 % of its
    /// standard deviation over the box, small enough to leave the minima apart from their surroundings.
    /// </summary>
    public static TestFunction Branin { get; } = new("branin", [(-5, 10), (0, 15)], 10 / (8 * Math.PI), [[Math.PI, 2.275], [-Math.PI, 12.275], [3 * Math.PI, 2.475]], 1, x =>
        Square(x[1] - (5.1 * x[0] * x[0] / (4 * Math.PI * Math.PI)) + (5 * x[0] / Math.PI) - 6) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x[0])) + 10);

    /// <summary>
    /// -Σᵢ αᵢ exp(-Σⱼ Aᵢⱼ (xⱼ - Pᵢⱼ)²) in six inputs, four peaks of different height (Hartmann 1973; Dixon and Szegö 1978). The noise is 3 % of its range.
    /// </summary>
    public static TestFunction Hartmann { get; } = new("hartmann", [.. Enumerable.Repeat((0.0, 1.0), 6)], -3.322368011415511,
        [[0.20168951, 0.15001069, 0.47687398, 0.27533243, 0.31165162, 0.65730054]], 0.1, x =>
    {
        var sum = 0.0;
        for (var i = 0; i < Peaks.Length; i++)
        {
            var (height, widths, centre) = Peaks[i];
            var square = 0.0;
            for (var j = 0; j < x.Length; j++)
                square += widths[j] * Square(x[j] - centre[j]);
            sum -= height * Math.Exp(-square);
        }

        return sum;
    });

    public static IReadOnlyList<TestFunction> All { get; } = [Ackley, Levy, Branin, Hartmann];

    /// <summary>The only number of inputs it takes; null when it takes any.</summary>
    public int? Dimensions => Bounds.Count == 1 ? null : Bounds.Count;

    public static TestFunction? Find(string name) => All.FirstOrDefault(f => f.Name == name);

    /// <summary>Usual bounds of input number <paramref name="input"/>, from 0.</summary>
    public (double Low, double High) BoundsOf(int input) => Bounds[Math.Min(input, Bounds.Count - 1)];

    /// <summary>The minimizers with one number for each of so many inputs.</summary>
    public IEnumerable<double[]> MinimizersIn(int inputs) => Minimizers.Select(m => Enumerable.Range(0, inputs).Select(i => m[Math.Min(i, m.Count - 1)]).ToArray());

    private static double Square(double x) => x * x;
}
