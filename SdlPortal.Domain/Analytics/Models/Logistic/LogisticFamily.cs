using System.Text.Json.Nodes;

namespace SdlPortal.Domain.Analytics.Models.Logistic;

/// <summary>Logistic regression.</summary>
public sealed class LogisticFamily : ModelFamily
{
    public override string Key => "logistic";

    public override string Title => "Logistic regression";

    public override string Sentence => "Odds of classes that are straight lines in every column: good where classes lie on two sides of a plane, and its coefficients can be read.";

    public override bool NeedsScaling => true;

    public override bool Serves(TargetKind target) => target == TargetKind.Class;

    public override IReadOnlyList<IEstimator> Candidates(TargetKind target, int rows, int width) =>
        [.. new[] { 0.01, 0.1, 1, 10, 100 }.Select(c => new LogisticEstimator(c))];

    public override JsonNode Write(IFittedModel model) => model is LogisticModel logistic
        ? ModelJson.Write(new Stored(logistic.Width, logistic.Classes, [.. logistic.Present], [.. logistic.Intercepts], [.. logistic.Weights]))
        : throw new ArgumentException("It is no logistic regression.", nameof(model));

    public override IFittedModel Read(JsonNode node)
    {
        var stored = ModelJson.Read<Stored>(node, Key);
        if (stored is not { Width: >= 0, Present.Length: > 0, Intercepts: not null, Weights: not null } || stored.Present.Any(k => k < 0 || k >= stored.Classes)
            || stored.Intercepts.Length != (stored.Present.Length switch { 1 => 0, 2 => 1, var many => many }) || stored.Weights.Length != stored.Intercepts.Length * stored.Width)
            throw ModelJson.Damaged(Key, "coefficients are missing");
        return new LogisticModel(stored.Width, stored.Classes, stored.Present, stored.Intercepts, stored.Weights);
    }

    private sealed record Stored(int Width, int Classes, int[]? Present, double[]? Intercepts, double[]? Weights);
}
