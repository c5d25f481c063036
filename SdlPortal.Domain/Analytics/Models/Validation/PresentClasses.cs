namespace SdlPortal.Domain.Analytics.Models.Validation;

/// <summary>A model of the classes that its training rows hold, speaking of all classes: those that were absent have the probability 0.</summary>
internal sealed class PresentClasses(IFittedModel model, int[] present, int classes) : IFittedModel
{
    public IReadOnlyList<string> Remarks => model.Remarks;

    /// <summary>Fits; estimators see no class without rows, and no single class.</summary>
    public static IFittedModel Fit(IEstimator estimator, double[] x, int width, double[] y, int classes, long seed, AnalysisStep step)
    {
        if (classes == 0)
            return estimator.Fit(x, width, y, 0, seed, step);
        int[] present = [.. y.Select(v => (int)v).Distinct().Order()];
        if (present.Length == classes)
            return estimator.Fit(x, width, y, classes, seed, step);
        return present.Length == 1
            ? new PresentClasses(new Certain(), present, classes)
            : new PresentClasses(estimator.Fit(x, width, Array.ConvertAll(y, v => (double)Array.IndexOf(present, (int)v)), present.Length, seed, step), present, classes);
    }

    public double[] Predict(double[] x, int width)
    {
        var some = model.Predict(x, width);
        var all = new double[some.Length / present.Length * classes];
        for (var i = 0; i < some.Length; i++)
            all[(i / present.Length * classes) + present[i % present.Length]] = some[i];
        return all;
    }

    private sealed class Certain : IFittedModel
    {
        public double[] Predict(double[] x, int width)
        {
            var ones = new double[x.Length / width];
            Array.Fill(ones, 1);
            return ones;
        }
    }
}
