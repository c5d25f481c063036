namespace SdlPortal.Domain.Simulation;

/// <summary>
/// A benchmark function in the form in which it is usually written, to be minimized, with minimum 0. Pure.
/// </summary>
/// <param name="Name">As campaign files name it.</param>
/// <param name="Low">Usual lower bound of every input.</param>
/// <param name="High">Usual upper bound of every input.</param>
/// <param name="Minimizer">Where every input lies at the minimum.</param>
/// <param name="Evaluate">The value at d inputs.</param>
public sealed record TestFunction(string Name, double Low, double High, double Minimizer, Func<double[], double> Evaluate)
{
    /// <summary>-20 exp(-0.2 √mean x²) - exp(mean cos 2πx) + 20 + e (Ackley 1987).</summary>
    public static TestFunction Ackley { get; } = new("ackley", -32.768, 32.768, 0, x =>
        (-20 * Math.Exp(-0.2 * Math.Sqrt(x.Average(v => v * v)))) - Math.Exp(x.Average(v => Math.Cos(2 * Math.PI * v))) + 20 + Math.E);

    /// <summary>With wᵢ = 1 + (xᵢ - 1)/4: sin² πw₁ + Σ (wᵢ - 1)² (1 + 10 sin²(πwᵢ + 1)) + (w_d - 1)² (1 + sin² 2πw_d); the minimum is at x = 1 (Laguna and Marti 2005).</summary>
    public static TestFunction Levy { get; } = new("levy", -10, 10, 1, x =>
    {
        var w = x.Select(v => 1 + ((v - 1) / 4)).ToArray();
        var sum = Square(Math.Sin(Math.PI * w[0])) + (Square(w[^1] - 1) * (1 + Square(Math.Sin(2 * Math.PI * w[^1]))));
        for (var i = 0; i < w.Length - 1; i++)
            sum += Square(w[i] - 1) * (1 + (10 * Square(Math.Sin((Math.PI * w[i]) + 1))));
        return sum;
    });

    public static IReadOnlyList<TestFunction> All { get; } = [Ackley, Levy];

    public static TestFunction? Find(string name) => All.FirstOrDefault(f => f.Name == name);

    private static double Square(double x) => x * x;
}
