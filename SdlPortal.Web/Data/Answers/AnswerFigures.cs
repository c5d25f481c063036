using SdlPortal.Domain.Analytics;
using SdlPortal.Domain.Analytics.Models;
using SdlPortal.Domain.Analytics.Multivariate;
using SdlPortal.Domain.Analytics.Pictures;
using SdlPortal.Domain.Analytics.Streams;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Data.Explore.Figures;
using SdlPortal.Web.Data.Modeling;
using SdlPortal.Web.Data.Streams;

namespace SdlPortal.Web.Data.Answers;

/// <summary>Which figures every analysis of a table has: what pages draw, and what links to a figure's file find.</summary>
public static class AnswerFigures
{
    // One line for each analysis.
    private static readonly IReadOnlyList<AnswerKind> All =
    [
        new AnswerKind<HistogramSettings, HistogramPicture>(HistogramAnalysis.Definition, HistogramFigures.Of),
        new AnswerKind<BoxSettings, BoxPicture>(BoxAnalysis.Definition, BoxFigures.Of),
        new AnswerKind<ScatterSettings, ScatterPicture>(ScatterAnalysis.Definition, ScatterFigures.Of),
        new AnswerKind<ScatterMatrixSettings, ScatterMatrixPicture>(ScatterMatrixAnalysis.Definition, ScatterMatrixFigures.Of),
        new AnswerKind<CorrelationSettings, Correlations>(CorrelationAnalysis.Definition, CorrelationFigures.Of),
        new AnswerKind<ComponentsSettings, ComponentsPicture>(ComponentsAnalysis.Definition, ComponentsFigures.Of),
        new AnswerKind<ClusterSettings, ClusterPicture>(ClusterPictureAnalysis.Definition, ClusterFigures.Of),
        new AnswerKind<ComparisonSettings, ComparisonResult>(ModelComparison.Definition, ModelFigures.Of),
        new AnswerKind<HierarchySettings, RowHierarchy>(HierarchyAnalysis.Definition, HierarchyFigures.Of),
        new AnswerKind<StreamsSettings, StreamsResult>(StreamsAnalysis.Definition, StreamFigures.Of),
    ];

    /// <summary>Null where no analysis with figures has that name.</summary>
    public static AnswerKind? Find(string analysis) => All.FirstOrDefault(k => k.Name == analysis);

    /// <summary>None where the analysis has no figures.</summary>
    public static IReadOnlyList<Figure> Of<TSettings, TResult>(TableAnalysis<TSettings, TResult> analysis, KeptAnswer<TSettings, TResult> answer)
        where TSettings : class
        where TResult : class => Find(analysis.Name) is AnswerKind<TSettings, TResult> kind ? kind.Of(answer) : [];
}
