using SdlPortal.Domain.SearchSpaces;

namespace SdlPortal.Domain.Optimization.ModelHealth;

/// <summary>
/// The model over two parameters, all others at the best result inside the space. <see cref="Mean"/> and <see cref="Sd"/> hold one row per value of Y and one number per
/// value of X, in the objective's units and sign; NaN where a constraint forbids the configuration.
/// </summary>
public sealed record Contour(Parameter X, Parameter Y, IReadOnlyList<ParameterValue> XValues, IReadOnlyList<ParameterValue> YValues, IReadOnlyList<double[]> Mean, IReadOnlyList<double[]> Sd)
{
    private const int Places = 33;

    /// <param name="anchor">The row that holds the other parameters.</param>
    public static Contour Of(ModelReport report, int objective, int x, int y, int anchor)
    {
        var (columnX, columnY) = (report.Cube.Columns[x], report.Cube.Columns[y]);
        var (xs, ys) = (Slice.Along(columnX, Places).ToArray(), Slice.Along(columnY, Places).ToArray());
        var point = (double[])report.Rows.Inputs[anchor].Clone();
        var (means, sds) = (new List<double[]>(), new List<double[]>());
        foreach (var v in ys)
        {
            var (mean, sd) = (new double[xs.Length], new double[xs.Length]);
            for (var i = 0; i < xs.Length; i++)
            {
                (point[x], point[y]) = (xs[i], v);
                (mean[i], sd[i]) = report.Sampler.Region.Accepts(point, out _) ? report.Models[objective].Predict(point) : (double.NaN, double.NaN);
            }

            means.Add(mean);
            sds.Add(sd);
        }

        var parameters = report.Cube.Space.Parameters;
        return new Contour(parameters[x], parameters[y], [.. xs.Select(u => columnX.ToValue(u))], [.. ys.Select(u => columnY.ToValue(u))], means, sds);
    }
}
