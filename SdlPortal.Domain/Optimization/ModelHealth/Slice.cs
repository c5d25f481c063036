using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>One place on a slice: the parameter's value there and the model's mean and standard deviation (latent, in the objective's units and sign).</summary>
/// <param name="Feasible">Whether the constraints allow the value with the other parameters as they are.</param>
public sealed record SlicePoint(ParameterValue Value, double Mean, double Sd, bool Feasible);

/// <summary>The model along one parameter, all others at the best result inside the space.</summary>
/// <param name="Nearby">Rows of the report whose other parameters are nearest to the best result's, in units of the length scales.</param>
public sealed record Slice(Parameter Parameter, IReadOnlyList<SlicePoint> Points, IReadOnlyList<int> Nearby)
{
    private const int Places = 41;

    /// <summary>Of the results this share is shown, at least <see cref="FewestNearby"/>.</summary>
    private const double ShareNearby = 0.2;
    private const int FewestNearby = 10;

    /// <param name="anchor">The row that the slice runs through.</param>
    public static Slice Of(ModelReport report, int objective, int column, int anchor)
    {
        var model = report.Models[objective];
        var point = (double[])report.Rows.Inputs[anchor].Clone();
        var points = new List<SlicePoint>();
        foreach (var unit in Along(report.Cube.Columns[column], Places))
        {
            point[column] = unit;
            var (mean, sd) = model.Predict(point);
            points.Add(new SlicePoint(report.Cube.Columns[column].ToValue(unit), mean, sd, report.Sampler.Region.Accepts(point, out _)));
        }

        return new Slice(report.Cube.Space.Parameters[column], points, NearbyRows(report, model, column, anchor));
    }

    /// <summary>Values of a column evenly from end to end: every level where they are few.</summary>
    internal static IEnumerable<double> Along(UnitColumn column, int places)
    {
        if (column.LevelCount is not { } levels)
            return Enumerable.Range(0, places).Select(i => i / (places - 1.0));
        return levels <= places
            ? Enumerable.Range(0, (int)levels).Select(i => column.Level(i))
            : Enumerable.Range(0, places).Select(i => column.Snap(i / (places - 1.0))).Distinct();
    }

    private static IReadOnlyList<int> NearbyRows(ModelReport report, ObjectiveModel model, int column, int anchor)
    {
        var (center, scales) = (report.Rows.Inputs[anchor], model.Process.Hyper.LengthScales);
        double Distance(double[] x)
        {
            var sum = 0.0;
            for (var j = 0; j < x.Length; j++)
            {
                var difference = report.Cube.Columns[j].IsCategorical ? (x[j] == center[j] ? 0 : 1) : x[j] - center[j];
                if (j != column)
                    sum += difference * difference / (scales[j] * scales[j]);
            }

            return sum;
        }

        var count = Math.Max(FewestNearby, (int)(ShareNearby * report.Rows.Count));
        return [.. Enumerable.Range(0, report.Rows.Count).OrderBy(i => Distance(report.Rows.Inputs[i])).ThenBy(i => i).Take(count)];
    }
}
