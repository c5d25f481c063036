using System.Text.Json.Nodes;
using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization.Surrogates;

namespace SdlPortal.Domain.Analytics.Models.Processes;

/// <summary>Gaussian processes.</summary>
public sealed class ProcessFamily : ModelFamily
{
    public override string Key => "gaussian-process";

    public override string Title => "Gaussian process";

    public override string Sentence => "A smooth surface through few, noisy rows that knows how sure it is: good for tens to hundreds of experiments.";

    public override bool NeedsScaling => false;

    public override bool Serves(TargetKind target) => target == TargetKind.Number;

    public override IReadOnlyList<IEstimator> Candidates(TargetKind target, int rows, int width) => [new ProcessEstimator()];

    public override JsonNode Write(IFittedModel model) => model is ProcessModel process
        ? ModelJson.Write(new Stored(process.Low, process.High, ModelJson.Pack(process.Inputs), ModelJson.Pack(process.Outcomes), process.Hyper))
        : throw new ArgumentException("It is no Gaussian process.", nameof(model));

    public override IFittedModel Read(JsonNode node)
    {
        var stored = ModelJson.Read<Stored>(node, Key);
        var (inputs, outcomes) = (ModelJson.Unpack(stored.Inputs ?? []), ModelJson.Unpack(stored.Outcomes ?? []));
        if (stored is not { Low: not null, High: not null, Hyper.LengthScales: not null } || stored.High.Length != stored.Low.Length || stored.Hyper.LengthScales.Length != stored.Low.Length
            || outcomes.Length == 0 || inputs.Length != outcomes.Length * stored.Low.Length || !ModelJson.AreOutcomes(outcomes, 0))
            throw ModelJson.Damaged(Key, "rows are missing");
        try
        {
            return new ProcessModel(inputs, stored.Low, stored.High, outcomes, stored.Hyper);
        }
        catch (CholeskyException e)
        {
            throw ModelJson.Damaged(Key, e.Message);
        }
    }

    private sealed record Stored(double[]? Low, double[]? High, byte[]? Inputs, byte[]? Outcomes, Hyperparameters? Hyper);
}
