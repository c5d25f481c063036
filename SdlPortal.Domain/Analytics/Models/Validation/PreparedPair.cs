using SdlPortal.Domain.Analytics.Preparation;

namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>Both sides of a split as features, made by what the training side alone taught.</summary>
internal sealed record PreparedPair(FittedPreparation Fitted, PreparedRows Training, PreparedRows Test)
{
    public static PreparedPair Of(ModelTask task, bool scaled, RowSplit split, AnalysisStep step)
    {
        var quiet = step with { Report = (_, _) => { } };
        var fitted = FittedPreparation.Fit(task.Table, split.Training, task.Preparation(scaled), quiet);
        return new PreparedPair(fitted, fitted.Apply(task.Table, split.Training, quiet), fitted.Apply(task.Table, split.Test, quiet));
    }

    /// <summary>Null where the estimator cannot be fitted to these rows, or says what is no number.</summary>
    public static IFittedModel? Fit(ModelTask task, IEstimator estimator, PreparedRows training, long seed, AnalysisStep step)
    {
        step.Cancellation.ThrowIfCancellationRequested();
        var outcomes = task.OutcomesOf(training.Rows);
        if (training.Width == 0 || training.Count == 0)
            return null;
        try
        {
            return estimator.Fit(training.Values, training.Width, outcomes, task.Classes.Count, seed, step with { Report = (_, _) => { } });
        }
        catch (Numerics.CholeskyException)
        {
            return null;
        }
    }

    /// <summary>What somebody says who knows the outcomes of the training rows alone: their mean, or the shares of the classes.</summary>
    public double[] Naive(ModelTask task)
    {
        var outcomes = task.OutcomesOf(Training.Rows);
        var row = task.Kind == TargetKind.Number ? [outcomes.Length == 0 ? double.NaN : outcomes.Average()] : Shares(outcomes, task.Classes.Count);
        return [.. Enumerable.Repeat(row, Test.Count).SelectMany(r => r)];
    }

    /// <summary>With one row more for each class (Laplace), so that none is held impossible.</summary>
    private static double[] Shares(double[] outcomes, int classes)
    {
        var shares = new double[classes];
        Array.Fill(shares, 1.0 / (outcomes.Length + classes));
        foreach (var outcome in outcomes)
            shares[(int)outcome] += 1.0 / (outcomes.Length + classes);
        return shares;
    }
}
