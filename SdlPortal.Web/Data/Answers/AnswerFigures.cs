using SdlPortal.Domain.Analytics;
using SdlPortal.Web.Charts;

namespace SdlPortal.Web.Data.Answers;

/// <summary>Which figures every analysis of a table has: what pages draw, and what links to a figure's file find.</summary>
public static class AnswerFigures
{
    // One line for each analysis: new AnswerKind<XSettings, XResult>(XAnalysis.Definition, XFigures.Of).
    private static readonly IReadOnlyList<AnswerKind> All =
    [
    ];

    /// <summary>Null where no analysis with figures has that name.</summary>
    public static AnswerKind? Find(string analysis) => All.FirstOrDefault(k => k.Name == analysis);

    /// <summary>None where the analysis has no figures.</summary>
    public static IReadOnlyList<Figure> Of<TSettings, TResult>(TableAnalysis<TSettings, TResult> analysis, KeptAnswer<TSettings, TResult> answer)
        where TSettings : class
        where TResult : class => Find(analysis.Name) is AnswerKind<TSettings, TResult> kind ? kind.Of(answer) : [];
}
