using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SdlPortal.Domain.MetaAnalysis.Analysis;

/// <summary>What is asked of the runs of a project. Together with the hash of the data and the version of the pipeline it decides every byte of the answer.</summary>
/// <param name="Target">The task that recommendations are for; null for any task like those there are. It need not have runs.</param>
public sealed record AnalysisRequest(AnalysisSelection Selection, string? Target = null, long Seed = 1)
{
    private const int KeyLength = 16;

    /// <summary>Names the stored answer: the same question to the same data by the same pipeline has the same key.</summary>
    /// <param name="dataHash">Of the runs, the rules and the exclusions.</param>
    public string Key(string dataHash)
    {
        string[] parts = [dataHash, AnalysisPipeline.Version, Selection.Metric, Selection.Scale.ToString(), Selection.WithStoppedEarly ? "with stopped" : "completed", Target is null ? "any task" : "task " + Target, Seed.ToString(CultureInfo.InvariantCulture)];
        // A length before each part: no two questions run together into the same text.
        var text = string.Concat(parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Length}:{p}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..KeyLength];
    }
}
