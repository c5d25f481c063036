using SdlPortal.Web.Accounts;
using SdlPortal.Domain.People;
using System.Text;
using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Web.Campaigns;
using SdlPortal.Web.Charts;
using SdlPortal.Web.Charts.Drawing;
using SdlPortal.Web.Reviews.Paper;
using SdlPortal.Web.Reviews.Quarters;

namespace SdlPortal.Web.Reviews;

/// <summary>The files of a recommendation's version: what campaigns on the command line start from, and its figures as drawings and tables; and the figure of the retrospective.</summary>
internal static class ReviewFilesEndpoint
{
    public const string FileName = "recommendation.json";

    public static string Address(Guid recommendation, int version, string file) => $"/api/reviews/{recommendation}/{version}/{Uri.EscapeDataString(file)}";

    public static string RetrospectiveAddress(string quarter, string file) => $"/api/reviews/retrospective/{Uri.EscapeDataString(quarter)}/{Uri.EscapeDataString(file)}";

    public static void MapReviewFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/reviews/{id:guid}/{version:int}/{file}", AnswerAsync).Needs(Deed.Look);
        app.MapGet("/api/reviews/retrospective/{quarter}/{file}", RetrospectiveAsync).Needs(Deed.Look);
    }

    private static async Task<IResult> AnswerAsync(Guid id, int version, string file, ReviewDesk desk, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(id, cancellationToken) is not { } found)
            return Missing($"There is no recommendation {id}.");
        if (found.Versions.FirstOrDefault(v => v.Number == version) is not { } shown)
            return Missing($"The recommendation has no version {version}; it has {found.Versions.Length}.");
        var name = $"{CampaignFileEndpoint.SafeName(shown.Document.Title, "recommendation")}.v{version}.{file}";
        if (file == FileName)
            return Results.File(Encoding.UTF8.GetBytes(RecommendationFile.Write(shown.Document.Evidence)), "application/json", name);
        var score = found.Scores.LastOrDefault(s => s.Version == version)?.Score;
        var figure = Path.GetFileNameWithoutExtension(file) switch
        {
            GainFigures.ForestKey when shown.Document.Forecast is { } forecast => GainFigures.Forest(forecast, score?.Realized),
            GainFigures.ScoreKey when score is not null => GainFigures.Score(score),
            _ => null,
        };
        return Of(figure, file, name) ?? Missing($"This version has no file '{file}'. It has {FileName}, and its figures by their names.");
    }

    private static async Task<IResult> RetrospectiveAsync(string quarter, string file, ReviewDesk desk, CancellationToken cancellationToken)
    {
        var period = Quarter.Find(ScoreBook.Of(await desk.AllAsync(cancellationToken)), quarter);
        var figure = Path.GetFileNameWithoutExtension(file) == ScoreFigures.Key && period is { Lines.Count: > 0 } ? ScoreFigures.PredictedAndRealized(period) : null;
        return Of(figure, file, $"{ScoreFigures.Key}.{quarter}{Path.GetExtension(file)}") ?? Missing($"There is no file '{file}' of '{quarter}'.");
    }

    private static IResult? Of(Figure? figure, string file, string name) => (figure, Path.GetExtension(file)) switch
    {
        ({ } drawn, ".svg") => Results.File(Encoding.UTF8.GetBytes(FigureSvg.Write(drawn, DrawingColors.File)), "image/svg+xml", name),
        ({ } drawn, ".csv") => Results.File(Encoding.UTF8.GetBytes(drawn.Table.ToCsv()), "text/csv", name),
        _ => null,
    };

    private static IResult Missing(string why) => Results.Problem(why, statusCode: StatusCodes.Status404NotFound);
}
