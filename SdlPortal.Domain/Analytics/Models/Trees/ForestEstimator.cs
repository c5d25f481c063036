using System.Globalization;
using SdlPortal.Domain.MetaAnalysis.Forests;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.Analytics.Models.Trees;

/// <summary>
/// The regression forest of <see cref="RandomForest"/> on columns of numbers. Classes: trees of least squared error on 0 and 1 are Gini trees with probabilities in their leaves; more than two classes have a forest each, one against the rest. A tree draws as many rows as there are, at most <see cref="ForestOptions.MostDraws"/>.
/// </summary>
/// <param name="MinLeaf">A leaf holds at least so many draws.</param>
/// <param name="Columns">How many are tried at each split.</param>
public sealed record ForestEstimator(int MinLeaf, ForestColumns Columns, int Trees = 200) : IEstimator
{
    /// <summary>Many classes share a budget of trees, though each has no fewer than 50.</summary>
    private const int ClassTrees = 3;

    public string Name => string.Create(CultureInfo.InvariantCulture,
        $"random forest, {Trees} trees, leaves of {MinLeaf}, {Columns switch { ForestColumns.All => "all columns", ForestColumns.Root => "√d columns", _ => "a third of the columns" }} per split");

    public IFittedModel Fit(double[] x, int width, double[] y, int classes, long seed, AnalysisStep step)
    {
        var columns = ColumnsOf(x, width, y.Length);
        var outputs = ForestModel.OutputsOf(classes);
        var options = new ForestOptions
        {
            Trees = outputs <= ClassTrees ? Trees : Math.Max(Math.Min(50, Trees), Trees * ClassTrees / outputs),
            MinLeaf = MinLeaf,
            MaxDepth = 64,
            ColumnsPerSplit = Columns switch { ForestColumns.All => Math.Max(1, width), ForestColumns.Root => (int)Math.Ceiling(Math.Sqrt(width)), _ => null },
        };
        var (trees, importances, explained) = (new List<CutTree>(), new double[width], 0.0);
        for (var output = 0; output < outputs; output++)
        {
            double wanted = classes == 2 ? 1 : output;
            var outcomes = classes == 0 ? y : Array.ConvertAll(y, v => v == wanted ? 1.0 : 0.0);
            var forest = RandomForest.Grow(columns, outcomes, options, classes <= 2 ? seed : SeededRandom.DeriveSeed(seed, output), threads: step.Threads,
                progress: new StepProgress(step.Part((double)output / outputs, (output + 1.0) / outputs)), cancellationToken: step.Cancellation);
            trees.AddRange(forest.Trees.Select(t => Cut(forest, t, step)));
            explained += forest.OutOfBagRSquared / outputs;
            for (var j = 0; j < width; j++)
                importances[j] += forest.ImpurityShares[j] / outputs;
        }

        return new ForestModel([.. trees], width, classes) { OutOfBagRSquared = explained, Importances = importances };
    }

    internal static ParameterColumn[] ColumnsOf(double[] x, int width, int rows)
    {
        var columns = new ParameterColumn[width];
        for (var j = 0; j < width; j++)
        {
            var values = new double[rows];
            for (var i = 0; i < rows; i++)
                values[i] = x[(i * width) + j];
            columns[j] = new ParameterColumn(new ParameterShape(string.Create(CultureInfo.InvariantCulture, $"{j}"), ParameterKind.Number), values);
        }

        return columns;
    }

    /// <summary>Classes of numbers are told apart by their edges: "not above class c" is "not above edge c".</summary>
    private static CutTree Cut(RandomForest forest, RegressionTree tree, AnalysisStep step)
    {
        step.Cancellation.ThrowIfCancellationRequested();
        return CutTree.From(0, at =>
        {
            var node = tree.Nodes[at];
            return node.IsLeaf ? (-1, node.Value, -1, -1) : (node.Column, forest.Columns[node.Column].Edges[node.Cut], node.Left, node.Left + 1);
        });
    }
}

/// <summary>How many columns a tree tries at each split.</summary>
public enum ForestColumns
{
    /// <summary>A third, rounded up: usual for numbers.</summary>
    Third,

    /// <summary>√d, rounded up: usual for classes.</summary>
    Root,

    All,
}
