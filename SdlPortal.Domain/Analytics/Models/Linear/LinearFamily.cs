using System.Text.Json.Nodes;

namespace SdlPortal.Domain.Analytics.Models.Linear;

/// <summary>What all families with <see cref="LinearModel"/> share.</summary>
public abstract class LinearFamily : ModelFamily
{
    public override bool Serves(TargetKind target) => target == TargetKind.Number;

    public override JsonNode Write(IFittedModel model) => model is LinearModel linear
        ? ModelJson.Write(new Stored(linear.Intercept, [.. linear.Coefficients]))
        : throw new ArgumentException("It is no linear model.", nameof(model));

    public override IFittedModel Read(JsonNode node)
    {
        var model = ModelJson.Read<Stored>(node, Key);
        return model.Coefficients is null ? throw ModelJson.Damaged(Key, "there are no coefficients") : new LinearModel(model.Intercept, model.Coefficients);
    }

    private sealed record Stored(double Intercept, double[]? Coefficients);
}
