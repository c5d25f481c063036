using System.Globalization;
using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.MetaAnalysis.Gains;
using SdlPortal.Domain.MetaAnalysis.Regions;
using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.MetaAnalysis.Recommendations;

/// <summary>Whether a recommendation that came from outside makes sense in itself; whether it suits a campaign is the campaign's to say. Pure.</summary>
internal sealed class RecommendationCheck
{
    private readonly List<Problem> problems = [];
    private readonly Dictionary<string, ParameterShape> shapes = new(StringComparer.Ordinal);

    private RecommendationCheck()
    {
    }

    public static IReadOnlyList<Problem> Of(RegionRecommendation recommendation)
    {
        var check = new RecommendationCheck();
        if (recommendation.Metric.Goal is null)
            check.Note("metric.goal", "Whether larger or smaller values are better is not said.", "Write maximize or minimize.");
        check.Parameters(recommendation.Parameters);
        check.Boxes(recommendation.Region, "region");
        for (var i = 0; i < recommendation.Avoid.Count; i++)
            check.Boxes(recommendation.Avoid[i], $"avoid[{i}]");
        check.Donors(recommendation.DonorRuns);
        if (recommendation.Forecast is { } forecast)
            check.Forecast(forecast, "forecast");
        if (recommendation.VariantForecast is { } variant)
            check.Forecast(variant, "variantForecast");
        return check.problems;
    }

    private void Parameters(IReadOnlyList<ParameterShape> parameters)
    {
        if (parameters.Count == 0)
            Note("parameters", "There are no parameters.", "A region is a range of parameters; name them.");
        for (var i = 0; i < parameters.Count; i++)
        {
            var (shape, path) = (parameters[i], $"parameters[{i}]");
            if (!shapes.TryAdd(shape.Name, shape))
                Note($"{path}.name", $"'{shape.Name}' is named twice.", "Keep one of them.");
            Ends(shape.Low, shape.High, path);
            if (shape.Scale == Scale.Log && shape.Low <= 0)
                Note($"{path}.low", string.Create(CultureInfo.InvariantCulture, $"The scale is logarithmic and {shape.Low} is not above 0."), "Give a bound above 0 or a linear scale.");
        }
    }

    private void Boxes(Region region, string path)
    {
        if (region.Boxes.Count == 0)
            Note($"{path}.boxes", "There is no box.", "A region is one box or several.");
        for (var b = 0; b < region.Boxes.Count; b++)
        {
            var named = new HashSet<string>(StringComparer.Ordinal);
            for (var s = 0; s < region.Boxes[b].Sides.Count; s++)
            {
                var (side, at) = (region.Boxes[b].Sides[s], $"{path}.boxes[{b}].sides[{s}]");
                if (!named.Add(side.Parameter))
                    Note($"{at}.parameter", $"'{side.Parameter}' has two sides in one box.", "Make one of them.");
                if (shapes.TryGetValue(side.Parameter, out var shape))
                    Side(side, shape, at);
                else
                    Unknown($"{at}.parameter", side.Parameter);
            }
        }
    }

    private void Side(BoxSide side, ParameterShape shape, string path)
    {
        switch (side)
        {
            case NumberSide when shape.IsCategory:
                Note(path, $"'{shape.Name}' is a choice and has no low and high.", "Name its levels.");
                break;
            case NumberSide number:
                Ends(number.Low, number.High, path);
                if ((number.Unit ?? "") != (shape.Unit ?? ""))
                    Note($"{path}.unit", $"The side is in {Unit(number.Unit)} and the parameter '{shape.Name}' in {Unit(shape.Unit)}.", "Write both in the same unit.");
                break;
            case ChoiceSide choice when !shape.IsCategory && choice.Levels.Count > 0:
                Note(path, $"'{shape.Name}' is a number and has no levels.", "Give low and high.");
                break;
            case ChoiceSide choice:
                foreach (var level in choice.Levels.Where(l => !shape.Levels.Contains(l)))
                    Note($"{path}.levels", $"'{level}' is not a choice of '{shape.Name}'.", $"Choices are: {string.Join(", ", shape.Levels)}.");
                break;
        }
    }

    private void Donors(IReadOnlyList<DonorRuns> donors)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        for (var d = 0; d < donors.Count; d++)
        {
            var (donor, path) = (donors[d], $"donorRuns[{d}]");
            if (!named.Add(donor.Task))
                Note($"{path}.task", $"'{donor.Task}' is there twice.", "Keep one of them.");
            if (!double.IsFinite(donor.Weight) || donor.Weight < 0)
                Note($"{path}.weight", string.Create(CultureInfo.InvariantCulture, $"{donor.Weight} is not a weight."), "Give a number of at least 0.");
            if (donor.OfRuns < donor.Runs.Count)
                Note($"{path}.ofRuns", $"{donor.Runs.Count} runs are kept of {donor.OfRuns}.", "It cannot be fewer than are kept.");
            for (var r = 0; r < donor.Runs.Count; r++)
                Run(donor.Runs[r], $"{path}.runs[{r}]");
        }
    }

    private void Run(DonorConfiguration run, string path)
    {
        if (!double.IsFinite(run.Outcome))
            Note($"{path}.outcome", string.Create(CultureInfo.InvariantCulture, $"{run.Outcome} is not a result."), "Give a number, or leave the run out.");
        foreach (var (name, value) in run.Configuration)
        {
            var at = $"{path}.configuration.{name}";
            if (!shapes.TryGetValue(name, out var shape))
                Unknown(at, name);
            else if (value.IsNumber == shape.IsCategory)
                Note(at, shape.IsCategory ? $"'{name}' is a choice, not a number." : $"'{value}' is not a number.", shape.IsCategory ? $"Choices are: {string.Join(", ", shape.Levels)}." : "Give a number.");
            else if (shape.IsCategory && !shape.Levels.Contains(value.Text!))
                Note(at, $"'{value.Text}' is not a choice of '{name}'.", $"Choices are: {string.Join(", ", shape.Levels)}.");
        }
    }

    private void Forecast(GainForecast forecast, string path)
    {
        var gain = forecast.Superiority;
        if (!(gain.Low >= 0 && gain.Low <= gain.Mean && gain.Mean <= gain.High && gain.High <= 1))
            Note($"{path}.superiority", string.Create(CultureInfo.InvariantCulture, $"{gain.Low} ≤ {gain.Mean} ≤ {gain.High} is not an interval of a probability."), "It must lie between 0 and 1, the mean between low and high.");
        foreach (var (name, number, isFine) in new[] { ("logitMean", forecast.LogitMean, true), ("logitError", forecast.LogitError, forecast.LogitError >= 0), ("tau2", forecast.Tau2, forecast.Tau2 >= 0), ("degreesOfFreedom", forecast.DegreesOfFreedom, forecast.DegreesOfFreedom > 0) })
        {
            if (!isFine || !double.IsFinite(number))
                Note($"{path}.{name}", string.Create(CultureInfo.InvariantCulture, $"{number} cannot be."), "Take the file as it was written.");
        }
    }

    private void Ends(double? low, double? high, string path)
    {
        foreach (var (name, end) in new[] { ("low", low), ("high", high) })
        {
            if (end is { } number && !double.IsFinite(number))
                Note($"{path}.{name}", string.Create(CultureInfo.InvariantCulture, $"{number} is not an end."), "Give a number; leave an open end out.");
        }

        if (low > high)
            Note(path, string.Create(CultureInfo.InvariantCulture, $"Low {low} is above high {high}."), "Turn them around.");
    }

    private void Unknown(string path, string name) => Note(path, $"There is no parameter '{name}'.", $"Parameters are: {string.Join(", ", shapes.Keys)}.");

    private static string Unit(string? unit) => string.IsNullOrEmpty(unit) ? "no unit" : unit;

    private void Note(string path, string message, string remedy) => problems.Add(new Problem(path, message, remedy));
}
