using SdlPortal.Domain.Analytics.Preparation;
using SdlPortal.Domain.Analytics.Tables;

namespace SdlPortal.Domain.Analytics.Multivariate;

/// <summary>Columns of numbers as they are worked with until preparing serves them: medians or means for what is missing, standard or no scaling.</summary>
internal static class NumberRows
{
    public static PreparedRows Of(DataTable table, PreparationSettings settings, AnalysisStep step)
    {
        var remarks = new List<string>();
        var rows = RowBlocks.Spread(table.Rows, settings.MostRows);
        var chosen = ColumnsOfNumbers.Choose(table, settings.Columns, 500, remarks, step);
        var columns = chosen.Select(c => (Column: c, Values: ColumnsOfNumbers.Read(table, c, rows))).Where(c => c.Values.Where(double.IsFinite).Distinct().Take(2).Count() == 2).ToList();
        if (settings.Missing == MissingPolicy.LeaveOut)
        {
            var kept = Enumerable.Range(0, rows.Length).Where(i => columns.TrueForAll(c => double.IsFinite(c.Values[i]))).ToArray();
            columns = [.. columns.Select(c => (c.Column, kept.Select(i => c.Values[i]).ToArray()))];
            rows = [.. kept.Select(i => rows[i])];
        }

        var values = new double[rows.Length * columns.Count];
        RowBlocks.Each(columns.Count, step, k =>
        {
            var column = columns[k].Values;
            var there = Array.FindAll(column, double.IsFinite);
            if (there.Length < column.Length)
            {
                Array.Sort(there);
                var fill = settings.Missing == MissingPolicy.Mean ? there.Average() : Numerics.Robust.Median(there);
                for (var i = 0; i < column.Length; i++)
                    column[i] = double.IsFinite(column[i]) ? column[i] : fill;
            }

            var (mean, scale) = (0.0, 1.0);
            if (settings.Scaling == Scaling.Standard)
            {
                mean = column.Average();
                scale = Math.Sqrt(column.Sum(v => (v - mean) * (v - mean)) / column.Length);
            }

            for (var i = 0; i < column.Length; i++)
                values[(i * columns.Count) + k] = (column[i] - mean) / (scale > 0 ? scale : 1);
        });
        return new PreparedRows(values, [.. columns.Select(c => table.Columns[c.Column].Name)], rows, remarks);
    }
}
