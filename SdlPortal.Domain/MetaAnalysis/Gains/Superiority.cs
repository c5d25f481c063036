using SdlPortal.Domain.MetaAnalysis.Pooling;

namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>
/// The probability that a draw of the first kind (inside) comes out better than one of the second (outside), ties half: Mann and Whitney's U / (n m), the area under the ROC curve. Pure.
/// </summary>
/// <param name="Value">0 to 1.</param>
/// <param name="InsideVariance">Of the placements of the inside ones (the share of the outside that each beats), divided by n − 1; not a number for one.</param>
/// <param name="OutsideVariance">Of the placements of the outside ones.</param>
public readonly record struct Superiority(int Inside, int Outside, double Value, double InsideVariance, double OutsideVariance)
{
    /// <summary>What the model of few runs counts in <see cref="Variance"/>, in runs: so many that agree by chance are no proof of precision.</summary>
    private const double ModelRuns = 5;

    /// <param name="inside">Outcomes, larger is better; at least one.</param>
    public static Superiority Of(ReadOnlySpan<double> inside, ReadOnlySpan<double> outside)
    {
        if (inside.IsEmpty || outside.IsEmpty)
            throw new ArgumentException($"There are {inside.Length} inside and {outside.Length} outside; one of each is the least that can be compared.");
        var (x, y) = (inside.ToArray(), outside.ToArray());
        Array.Sort(x);
        Array.Sort(y);
        var (value, ofInside) = Placements(x, y);
        var (_, ofOutside) = Placements(y, x);
        return new Superiority(x.Length, y.Length, value, ofInside, ofOutside);
    }

    /// <summary>DeLong, DeLong and Clarke-Pearson 1988 (Biometrics 44, 837): the variance of <see cref="Value"/> from the placements alone; 0 where all of one kind beat all of the other.</summary>
    public double PlacementVariance => (InsideVariance / Inside) + (OutsideVariance / Outside);

    /// <summary>
    /// Hanley and McNeil 1982 (Radiology 143, 29): (A (1 − A) + (n − 1)(Q₁ − A²) + (m − 1)(Q₂ − A²)) / (n m) with Q₁ = A / (2 − A) and Q₂ = 2 A² / (1 + A), as for exponential outcomes.
    /// </summary>
    public static double ModelVariance(double value, double inside, double outside) =>
        ((value * (1 - value)) + ((inside - 1) * OutsideSpread(value)) + ((outside - 1) * InsideSpread(value))) / (inside * outside);

    /// <summary>The variance to work with: that of the placements, with what the model expects counted as five further runs of each kind. Positive.</summary>
    public double Variance
    {
        get
        {
            var a = Bounded;
            var chance = a * (1 - a);
            var ofInside = Mixed(InsideVariance, Inside, (chance + ((Outside - 1) * InsideSpread(a))) / Outside);
            var ofOutside = Mixed(OutsideVariance, Outside, (chance + ((Inside - 1) * OutsideSpread(a))) / Inside);
            return (ofInside / Inside) + (ofOutside / Outside);
        }
    }

    /// <summary>The value, kept away from 0 and 1 by half an observation of 2 n m / (n + m): that many draws have not seen a counterexample, which does not make it impossible.</summary>
    public double Bounded
    {
        get
        {
            var half = 0.5 / (Effective + 1);
            return Math.Clamp(Value, half, 1 - half);
        }
    }

    public double Logit => Math.Log(Bounded / (1 - Bounded));

    /// <summary>Of <see cref="Logit"/>, by the delta method.</summary>
    public double LogitError => Math.Sqrt(Variance) / (Bounded * (1 - Bounded));

    /// <summary>
    /// Where the true probability lies, from these draws alone: all θ with |A − θ| ≤ z √V(θ), V of Hanley and McNeil with (n + m) / 2 for both sizes less one (Newcombe 2006, Stat. Med. 25, 559, method 5). Holds its level for few draws and for 0 and 1.
    /// </summary>
    /// <param name="z">The normal quantile of the level: 1.96 for 95 %.</param>
    public Interval Range(double z) => new(End(-z), End(z));

    private double Effective => 2.0 * Inside * Outside / (Inside + Outside);

    /// <summary>By bisection between the value and the border: the difference grows with the distance while the error shrinks to 0 at the border.</summary>
    private double End(double z)
    {
        var (near, far) = (Value, z < 0 ? 0.0 : 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (near + far) / 2;
            if (Math.Abs(middle - Value) <= Math.Abs(z) * Math.Sqrt(NewcombeVariance(middle)))
                near = middle;
            else
                far = middle;
        }

        return far;
    }

    private double NewcombeVariance(double value)
    {
        var others = ((Inside + Outside) / 2.0) - 1;
        return value * (1 - value) * (1 + (others * ((1 - value) / (2 - value))) + (others * value / (1 + value))) / ((double)Inside * Outside);
    }

    private static double Mixed(double seen, int count, double expected) => (((count > 1 ? (count - 1) * seen : 0)) + (ModelRuns * expected)) / (count - 1 + ModelRuns);

    /// <summary>Q₂ − A²: how much the share of the outside that an inside one beats varies.</summary>
    private static double InsideSpread(double value) => (2 * value * value / (1 + value)) - (value * value);

    /// <summary>Q₁ − A².</summary>
    private static double OutsideSpread(double value) => (value / (2 - value)) - (value * value);

    /// <summary>The mean share of <paramref name="others"/> that each beats, and the variance of that share. Both sorted.</summary>
    private static (double Mean, double Variance) Placements(double[] own, double[] others)
    {
        var shares = new double[own.Length];
        var (below, upTo, sum) = (0, 0, 0.0);
        for (var i = 0; i < own.Length; i++)
        {
            while (below < others.Length && others[below] < own[i])
                below++;
            while (upTo < others.Length && others[upTo] <= own[i])
                upTo++;
            shares[i] = (below + upTo) / 2.0 / others.Length;
            sum += below + upTo;
        }

        // Counts are whole, so the mean of one kind and of the other complement each other to the last bit.
        var (mean, squares) = (sum / 2 / ((double)own.Length * others.Length), 0.0);
        foreach (var share in shares)
            squares += (share - mean) * (share - mean);
        return (mean, squares / (own.Length - 1));
    }
}
