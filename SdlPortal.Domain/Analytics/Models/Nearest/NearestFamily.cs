using System.Text.Json.Nodes;

namespace SdlPortal.Domain.Analytics.Models.Nearest;

/// <summary>Nearest neighbors.</summary>
public sealed class NearestFamily : ModelFamily
{
    public override string Key => "k-nn";

    public override string Title => "Nearest neighbors";

    public override string Sentence => "What the most similar rows gave: good where columns are few and rows dense, and easy to explain.";

    public override bool NeedsScaling => true;

    /// <summary>The saved model holds every row, and each prediction may have to look at all of them.</summary>
    public override int MostRows => 20_000;

    public override bool Serves(TargetKind target) => true;

    public override IReadOnlyList<IEstimator> Candidates(TargetKind target, int rows, int width) =>
        [new NearestEstimator(25), new NearestEstimator(10), new NearestEstimator(5), new NearestEstimator(10, ByDistance: true), new NearestEstimator(5, ByDistance: true), new NearestEstimator(1)];

    public override JsonNode Write(IFittedModel model) => model is NearestModel nearest
        ? ModelJson.Write(new Stored(nearest.Settings, nearest.Width, nearest.Classes, ModelJson.Pack(nearest.Inputs), ModelJson.Pack(nearest.Outcomes)))
        : throw new ArgumentException("It is no model of neighbors.", nameof(model));

    public override IFittedModel Read(JsonNode node)
    {
        var stored = ModelJson.Read<Stored>(node, Key);
        var (inputs, outcomes) = (ModelJson.Unpack(stored.Inputs ?? []), ModelJson.Unpack(stored.Outcomes ?? []));
        if (stored.Settings is not { Neighbors: > 0 } || stored.Width < 0 || outcomes.Length == 0 || inputs.Length != outcomes.Length * stored.Width || !ModelJson.AreOutcomes(outcomes, stored.Classes))
            throw ModelJson.Damaged(Key, "rows are missing");
        return new NearestModel(stored.Settings, inputs, stored.Width, outcomes, stored.Classes);
    }

    private sealed record Stored(NearestEstimator? Settings, int Width, int Classes, byte[]? Inputs, byte[]? Outcomes);
}
