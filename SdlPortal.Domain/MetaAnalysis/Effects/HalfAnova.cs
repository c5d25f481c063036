namespace SdlPortal.Domain.MetaAnalysis.Effects;

/// <summary>The parts of one half's mean function: overall mean, main effects and pairs, summed tree by tree, then closed. Each tree's own are exact over its leaves.</summary>
internal sealed class HalfAnova(IReadOnlyList<ColumnMeasure> measures, IReadOnlyList<(int First, int Second)> pairs)
{
    private readonly double[][] pairSteps = [.. pairs.Select(p => new double[(measures[p.First].Codes + 1) * (measures[p.Second].Codes + 1)])];
    private readonly double[][] pairFirst = [.. pairs.Select(p => new double[measures[p.First].Codes + 1])];
    private readonly double[][] pairSecond = [.. pairs.Select(p => new double[measures[p.Second].Codes + 1])];
    private readonly double[] pairBase = new double[pairs.Count];
    private int trees;

    public double Mean { get; private set; }

    /// <summary>Mean over all other parameters at each class, less the overall mean; null for a parameter that no tree asks for.</summary>
    public double[]?[] Main { get; } = new double[measures.Count][];

    /// <summary>What both do beyond each alone, by class of the first, then of the second.</summary>
    public double[][] Pairs { get; } = new double[pairs.Count][];

    /// <summary>Each tree's own shares of its variance by parameter; absent for trees without any.</summary>
    public List<double[]> TreeShares { get; } = [];

    public void Add(TreeAnova tree)
    {
        trees++;
        Mean += tree.Mean;
        var shares = new double[measures.Count];
        for (var j = 0; j < measures.Count; j++)
        {
            if (tree.Main[j] is not { } main)
                continue;
            Main[j] ??= new double[main.Length];
            for (var b = 0; b < main.Length; b++)
            {
                Main[j]![b] += main[b];
                shares[j] += measures[j].Weights[b] * main[b] * main[b];
            }
        }

        if (!(tree.Variance > 0))
            return;
        for (var j = 0; j < shares.Length; j++)
            shares[j] /= tree.Variance;
        TreeShares.Add(shares);
    }

    /// <summary>v·vol·(1[first ∈ S]/m₁ − 1)(1[second ∈ T]/m₂ − 1): a leaf's part of a pair's interaction.</summary>
    public void AddPair(int pair, double mass, List<(int First, int Last)> first, double firstMass, List<(int First, int Last)> second, double secondMass)
    {
        var (steps, width) = (pairSteps[pair], measures[pairs[pair].Second].Codes + 1);
        var both = mass / (firstMass * secondMass);
        foreach (var (a, b) in first)
        {
            pairFirst[pair][a] -= mass / firstMass;
            pairFirst[pair][b + 1] += mass / firstMass;
            foreach (var (c, d) in second)
            {
                steps[(a * width) + c] += both;
                steps[(a * width) + d + 1] -= both;
                steps[((b + 1) * width) + c] -= both;
                steps[((b + 1) * width) + d + 1] += both;
            }
        }

        foreach (var (c, d) in second)
        {
            pairSecond[pair][c] -= mass / secondMass;
            pairSecond[pair][d + 1] += mass / secondMass;
        }

        pairBase[pair] += mass;
    }

    /// <summary>Sums become means over the trees.</summary>
    public HalfAnova Close()
    {
        Mean /= trees;
        foreach (var main in Main)
        {
            for (var b = 0; b < (main?.Length ?? 0); b++)
                main![b] /= trees;
        }

        for (var p = 0; p < pairs.Count; p++)
            Pairs[p] = Closed(p);
        return this;
    }

    private double[] Closed(int pair)
    {
        var (rows, columns) = (measures[pairs[pair].First].Codes, measures[pairs[pair].Second].Codes);
        var (steps, values, above) = (pairSteps[pair], new double[rows * columns], new double[columns + 1]);
        var alongFirst = 0.0;
        for (var a = 0; a < rows; a++)
        {
            alongFirst += pairFirst[pair][a];
            var (sum, alongSecond) = (0.0, 0.0);
            for (var c = 0; c < columns; c++)
            {
                sum += steps[(a * (columns + 1)) + c];
                above[c] += sum;
                alongSecond += pairSecond[pair][c];
                values[(a * columns) + c] = (above[c] + alongFirst + alongSecond + pairBase[pair]) / trees;
            }
        }

        return values;
    }
}
