using System.Text.Json.Nodes;

namespace SdlPortal.Domain.Analytics.Models.Margins;

/// <summary>Support vector machines.</summary>
public sealed class MarginFamily : ModelFamily
{
    private const int FewRows = 1_000;

    public override string Key => "svm";

    public override string Title => "Support vector machine";

    public override string Sentence => "A border with the widest margin, or a tube around a surface, straight or curved: good for few rows with many columns.";

    public override bool NeedsScaling => true;

    /// <summary>The kernel between all rows is held in memory, and work grows with more than their square.</summary>
    public override int MostRows => 5_000;

    public override bool Serves(TargetKind target) => true;

    public override IReadOnlyList<IEstimator> Candidates(TargetKind target, int rows, int width) => rows > FewRows
        ? [new MarginEstimator(1, 0), new MarginEstimator(10, 1)]
        : [new MarginEstimator(1, 0), new MarginEstimator(1, 1), new MarginEstimator(10, 1), new MarginEstimator(100, 0.25)];

    public override JsonNode Write(IFittedModel model) => model is MarginModel { State: var s }
        ? ModelJson.Write(new Stored(s.Kernel, s.Width, s.Classes, s.Present, ModelJson.Pack(s.Supports), ModelJson.Pack(s.Coefficients), s.Offsets, s.Scalings, s.Center, s.Unit))
        : throw new ArgumentException("It is no support vector machine.", nameof(model));

    public override IFittedModel Read(JsonNode node)
    {
        var stored = ModelJson.Read<Stored>(node, Key);
        if (stored is not { Kernel: not null, Width: >= 0, Present: not null, Offsets: not null, Scalings: not null })
            throw ModelJson.Damaged(Key, "machines are missing");
        var (supports, coefficients) = (ModelJson.Unpack(stored.Supports ?? []), ModelJson.Unpack(stored.Coefficients ?? []));
        var machines = stored.Classes == 0 ? 1 : stored.Present.Length switch { 1 => 0, 2 => 1, var many => many };
        if (stored.Offsets.Length != machines || stored.Scalings.Length != (stored.Classes == 0 ? 0 : machines) || supports.Length * machines != coefficients.Length * stored.Width
            || (stored.Classes > 0 && stored.Present.Length == 0) || stored.Present.Any(k => k < 0 || k >= stored.Classes))
            throw ModelJson.Damaged(Key, "support vectors are missing");
        return new MarginModel(new MarginState(stored.Kernel, stored.Width, stored.Classes, stored.Present, supports, coefficients, stored.Offsets, stored.Scalings, stored.Center, stored.Unit));
    }

    private sealed record Stored(MarginKernel? Kernel, int Width, int Classes, int[]? Present, byte[]? Supports, byte[]? Coefficients, double[]? Offsets, PlattScaling[]? Scalings, double Center, double Unit);
}
