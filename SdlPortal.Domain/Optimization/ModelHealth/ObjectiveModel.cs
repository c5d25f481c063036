using SdlPortal.Domain.Optimization.Surrogates;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>
/// The model of one objective with what it says about its own results. Inside, larger is better; <see cref="Predict"/> answers in the objective's own
/// sign. Immutable, safe from any thread.
/// </summary>
public sealed class ObjectiveModel
{
    internal ObjectiveModel(Objective objective, GaussianProcess process, IReadOnlyList<HeldOut> leaveOneOut)
    {
        Objective = objective;
        Process = process;
        LeaveOneOut = leaveOneOut;
        RSquared = HeldOut.RSquared(leaveOneOut);
    }

    public Objective Objective { get; }

    /// <summary>Oriented: larger is better.</summary>
    public GaussianProcess Process { get; }

    /// <summary>One per row of the report, oriented.</summary>
    public IReadOnlyList<HeldOut> LeaveOneOut { get; }

    /// <summary>Leave-one-out r².</summary>
    public double RSquared { get; }

    /// <summary>Share of the results' variance that the model takes for noise, at most 1.</summary>
    public double NoiseShare => Process.Data.Count > 1 ? Math.Min(1, Process.Hyper.Noise) : 0;

    public Importances Importances { get; internal init; } = Importances.None("");

    public RemainingImprovement? Remaining { get; internal init; }

    /// <summary>Mean and standard deviation of the latent objective at a unit point, in the objective's units and sign.</summary>
    public (double Mean, double Sd) Predict(ReadOnlySpan<double> unit)
    {
        var (mean, sd) = Process.Predict(unit);
        return (Objective.Oriented(mean), sd);
    }

    /// <summary>The mean alone, which is much faster.</summary>
    public double Mean(ReadOnlySpan<double> unit) => Objective.Oriented(Process.Mean(unit));

    internal static GaussianProcess Fit(ModelRows rows, int objective, UnitCube cube, CancellationToken cancellationToken)
    {
        var errors = rows.Errors.All(e => e is null) ? null : rows.Errors.Select(e => e?[objective] ?? 0).ToArray();
        var data = new TrainingSet(rows.Inputs, [.. rows.Outputs.Select(y => y[objective])], cube.Categorical, errors);
        return GaussianProcess.Fit(data, new FitOptions(), cancellationToken: cancellationToken);
    }
}
