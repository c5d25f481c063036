using SdlPortal.Domain.MetaAnalysis.Recommendations;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.MetaAnalysis.Regions;

namespace SdlPortal.Web.Reviews.Paper;

/// <summary>The range of a number as a recommendation knows it: as declared, or as far as the donors' runs go. Pure.</summary>
internal static class EvidenceRange
{
    public static ParameterRange? Of(RegionRecommendation evidence, string parameter)
    {
        var shape = evidence.Parameters.FirstOrDefault(p => p.Name == parameter);
        if (shape is null || shape.IsCategory || ParameterRange.Of(shape) is not null)
            return ParameterRange.Of(shape);
        double[] seen = [.. evidence.DonorRuns.SelectMany(d => d.Runs).Select(r => r.Configuration.TryGet(parameter, out var value) && value.IsNumber ? value.Number : double.NaN).Where(double.IsFinite)];
        if (seen.Length == 0 || !(seen.Max() > seen.Min()))
            return null;
        return new ParameterRange(shape.Low ?? seen.Min(), shape.High ?? seen.Max(), shape.Scale == Scale.Log && (shape.Low ?? seen.Min()) > 0, IsDeclared: false);
    }
}
