using System.Text.Json.Nodes;

namespace SdlPortal.Domain.Analytics.Models.Trees;

/// <summary>Random forests.</summary>
public sealed class ForestFamily : ModelFamily
{
    /// <summary>Beyond it settings matter less than they cost, and one is taken, with leaves that keep the saved file small.</summary>
    private const int FewRows = 20_000;

    public override string Key => "forest";

    public override string Title => "Random forest";

    public override string Sentence => "The mean of many trees, each grown on rows drawn by chance: good for bends, steps and columns that act together, with little to tune. It never foretells beyond what it has seen.";

    public override bool NeedsScaling => false;

    public override bool Serves(TargetKind target) => true;

    public override IReadOnlyList<IEstimator> Candidates(TargetKind target, int rows, int width)
    {
        var usual = target == TargetKind.Class ? ForestColumns.Root : ForestColumns.Third;
        return rows > FewRows
            ? [new ForestEstimator(5, usual)]
            : [new ForestEstimator(5, usual), new ForestEstimator(1, usual), new ForestEstimator(1, ForestColumns.All)];
    }

    public override JsonNode Write(IFittedModel model) => model is ForestModel forest
        ? ModelJson.Write(new Stored(forest.Width, forest.Classes, CutTree.Pack(forest.Trees), forest.OutOfBagRSquared, forest.Importances))
        : throw new ArgumentException("It is no forest.", nameof(model));

    public override IFittedModel Read(JsonNode node)
    {
        var stored = ModelJson.Read<Stored>(node, Key);
        var trees = ModelJson.Trees(stored.Trees, stored.Width, ForestModel.OutputsOf(stored.Classes), Key);
        return new ForestModel(trees, stored.Width, stored.Classes) { OutOfBagRSquared = stored.OutOfBagRSquared, Importances = stored.Importances ?? [] };
    }

    private sealed record Stored(int Width, int Classes, byte[]? Trees, double OutOfBagRSquared, IReadOnlyList<double>? Importances);
}
