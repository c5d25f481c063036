using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Files;
using SdlPortal.Domain.MetaAnalysis.Analysis;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Data.Answers;

/// <summary>An analysis whose kept answers can be drawn, whatever its types are.</summary>
public abstract class AnswerKind
{
    /// <summary>The analysis' name.</summary>
    public abstract string Name { get; }

    /// <summary>The figures of the answer in a file, in the order in which a page shows them; null where there is none or it cannot be read any more.</summary>
    public abstract IReadOnlyList<Figure>? Read(string path);
}

/// <summary>See <see cref="AnswerKind"/>.</summary>
/// <param name="build">Pure. Keys of the figures are different and fit for addresses.</param>
public sealed class AnswerKind<TSettings, TResult>(TableAnalysis<TSettings, TResult> analysis, Func<KeptAnswer<TSettings, TResult>, IEnumerable<Figure>> build) : AnswerKind
    where TSettings : class
    where TResult : class
{
    public override string Name => analysis.Name;

    public IReadOnlyList<Figure> Of(KeptAnswer<TSettings, TResult> answer) => [.. build(answer)];

    public override IReadOnlyList<Figure>? Read(string path) => JsonFile.Read<KeptAnswer<TSettings, TResult>>(path, AnalysisJson.Options) is { } answer ? Of(answer) : null;
}
