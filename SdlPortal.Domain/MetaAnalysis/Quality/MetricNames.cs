using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>What the name of a metric says about its values: "bal_acc" lies between 0 and 1, or 0 and 100. Pure.</summary>
internal static class MetricNames
{
    private static readonly HashSet<string> Shares = new(StringComparer.Ordinal)
    {
        "acc", "accuracy", "auc", "auroc", "auprc", "f1", "precision", "recall", "iou", "dice", "sensitivity", "specificity", "yield", "conversion", "selectivity", "purity",
    };

    private static readonly HashSet<string> NotNegative = new(StringComparer.Ordinal)
    {
        "rmse", "mse", "mae", "mape", "rmsle", "time", "duration", "seconds", "latency", "std", "stdev", "stddev", "variance", "count", "price", "perplexity", "impurity",
    };

    private static readonly HashSet<string> AtMostOne = new(StringComparer.Ordinal) { "r2", "mcc", "kappa" };

    /// <summary>These words make another quantity of any other.</summary>
    private static readonly HashSet<string> Changing = new(StringComparer.Ordinal) { "neg", "negative", "log", "delta", "diff", "difference", "gain", "loss", "change", "ratio", "rel", "relative", "norm", "normalized", "scaled", "z" };

    /// <summary>Lower-case words of a name: "validAcc_seed0" gives valid, acc, seed0.</summary>
    public static IReadOnlyList<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            if (i < name.Length && char.IsLetterOrDigit(name[i]) && !(i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1])))
                continue;
            if (i > start)
                words.Add(name[start..i].ToLowerInvariant());
            start = i < name.Length && char.IsLetterOrDigit(name[i]) ? i : i + 1;
        }

        return words;
    }

    /// <summary>A share, as a fraction or in percent.</summary>
    public static bool IsShare(MetricShape shape) => Says(shape, Shares) || shape.Unit is "%";

    public static bool IsNeverNegative(MetricShape shape) => Says(shape, NotNegative);

    /// <summary>At most 1, and possibly negative.</summary>
    public static bool IsAtMostOne(MetricShape shape) => Says(shape, AtMostOne);

    /// <summary>Measured on data that should judge the final choice only.</summary>
    public static bool IsTest(string name) => Words(name) is var words && (words.Contains("test") || words.Contains("holdout") || words.Contains("heldout") || (words.Contains("held") && words.Contains("out")));

    private static bool Says(MetricShape shape, HashSet<string> set) => Words(shape.Name) is var words && words.Any(set.Contains) && !words.Any(Changing.Contains);
}
