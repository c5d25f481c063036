namespace SdlPortal.Domain.Analytics.Models.Margins;

/// <summary>Support vector machines that have seen data: one for a number or for two classes, one for each class against the rest otherwise.</summary>
public sealed class MarginModel : IFittedModel
{
    internal MarginModel(MarginState state) => State = state;

    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Training rows that count.</summary>
    public int SupportCount => State.Width == 0 ? 0 : State.Supports.Length / State.Width;

    internal MarginState State { get; }

    public double[] Predict(double[] x, int width)
    {
        if (width != State.Width)
            throw new ArgumentException($"The model was fitted to {State.Width} columns; {width} were given.", nameof(width));
        var (n, machines, m) = (width == 0 ? 0 : x.Length / width, State.Offsets.Length, SupportCount);
        var predicted = new double[n * Math.Max(1, State.Classes)];
        var (alike, decisions) = (new double[m], new double[machines]);
        for (var i = 0; i < n; i++)
        {
            for (var s = 0; s < m; s++)
                alike[s] = State.Kernel.Of(x.AsSpan(i * width, width), State.Supports.AsSpan(s * width, width));
            for (var k = 0; k < machines; k++)
            {
                decisions[k] = -State.Offsets[k];
                for (var s = 0; s < m; s++)
                    decisions[k] += State.Coefficients[(k * m) + s] * alike[s];
            }

            if (State.Classes == 0)
                predicted[i] = State.Center + (State.Unit * decisions[0]);
            else
                Share(decisions, predicted.AsSpan(i * State.Classes, State.Classes));
        }

        return predicted;
    }

    /// <summary>Each machine's probability of its class, over their sum (one against the rest: Rifkin and Klautau 2004, J. Mach. Learn. Res. 5, 101).</summary>
    private void Share(double[] decisions, Span<double> row)
    {
        var present = State.Present;
        if (present.Length == 1)
        {
            row[present[0]] = 1;
            return;
        }

        if (present.Length == 2)
        {
            var p = State.Scalings[0].Probability(decisions[0]);
            (row[present[0]], row[present[1]]) = (1 - p, p);
            return;
        }

        var sum = 0.0;
        for (var k = 0; k < present.Length; k++)
            sum += row[present[k]] = State.Scalings[k].Probability(decisions[k]);
        foreach (var k in present)
            row[k] = sum > 0 ? row[k] / sum : 1.0 / present.Length;
    }
}

/// <summary>What a <see cref="MarginModel"/> is made of.</summary>
/// <param name="Present">Classes that occurred; empty for a number.</param>
/// <param name="Supports">Rows that count for any machine, m x width.</param>
/// <param name="Coefficients">By machine, then row.</param>
/// <param name="Center">Of a number: what was taken off before it was divided by <paramref name="Unit"/>.</param>
internal sealed record MarginState(MarginKernel Kernel, int Width, int Classes, int[] Present, double[] Supports, double[] Coefficients, double[] Offsets, PlattScaling[] Scalings, double Center, double Unit);
