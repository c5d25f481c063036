using SdlPortal.Domain.MetaAnalysis.Runs;
using SdlPortal.Domain.Numerics;

namespace SdlPortal.Domain.MetaAnalysis.Quality;

/// <summary>Values of parameters that their declaration does not allow: beyond bounds, off the raster, not whole, no level, infinite. Pure.</summary>
internal static class BoundsCheck
{
    /// <summary>Bounds give way by this share of their distance, for rounding.</summary>
    private const double Slack = 1e-9;
    private const double OffRaster = 1e-6;

    public static CheckResult Of(CheckedRuns runs, CancellationToken cancellationToken)
    {
        var check = new Check(CheckNames.Bounds, runs);
        var declared = 0;
        foreach (var column in runs.Parameters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (shape, values) = column;
            string Example(int row) => CheckedRuns.Shown(column, row);
            if (shape.IsCategory)
            {
                declared++;
                var strange = Array.FindAll(runs.Live, r => !double.IsNaN(values[r]) && !(values[r] >= 0 && values[r] < shape.Levels.Count && Math.Floor(values[r]) == values[r]));
                if (strange.Length > 0)
                    check.Add(FindingSeverity.Warns, $"{shape.Name} has no such level in {Check.Count(strange.Length, "run")}.", "Import the source again; exclude the runs if it stays.", RowSet.Of(strange), column: shape.Name, example: Example);
                continue;
            }

            var infinite = Array.FindAll(runs.Live, r => double.IsInfinity(values[r]));
            if (infinite.Length > 0)
                check.Add(FindingSeverity.Warns, $"{shape.Name} is infinite in {Check.Count(infinite.Length, "run")}.", "Exclude them, or correct the source.", RowSet.Of(infinite), column: shape.Name, example: Example);
            if (shape.Low is not null || shape.High is not null)
            {
                declared++;
                Outside(check, runs, column, Example);
            }

            if (shape.Kind == ParameterKind.Integer)
            {
                var broken = Array.FindAll(runs.Live, r => double.IsFinite(values[r]) && Math.Floor(values[r]) != values[r]);
                if (broken.Length > 0)
                    check.Add(FindingSeverity.Warns, $"{shape.Name} is declared to be a whole number and is none in {Check.Count(broken.Length, "run")}.", "Declare it as a number, or correct the source.", RowSet.Of(broken), column: shape.Name, example: Example);
            }
            else if (shape.Step is > 0 and var step)
            {
                var origin = shape.Low ?? 0;
                var off = Array.FindAll(runs.Live, r => double.IsFinite(values[r]) && Math.Abs(((values[r] - origin) / step) - Math.Round((values[r] - origin) / step)) > OffRaster);
                if (off.Length > 0)
                    check.Add(FindingSeverity.Notes, $"{shape.Name} is declared in steps of {Quantity.Text(step, shape.Unit)} and lies between them in {Check.Count(off.Length, "run")}.", "Correct the declared step, unless the settings were not met.", RowSet.Of(off), column: shape.Name, example: Example);
            }
        }

        return check.Found > 0 || declared > 0
            ? check.Result($"{Check.Count(declared, "parameter")} of {runs.Parameters.Count} {Check.Verb(declared, "declares", "declare")} bounds or levels.")
            : check.NotChecked("No parameter declares bounds or levels.");
    }

    private static void Outside(Check check, CheckedRuns runs, ParameterColumn column, Func<int, string> example)
    {
        var (shape, values) = column;
        var (low, high) = (shape.Low ?? double.NegativeInfinity, shape.High ?? double.PositiveInfinity);
        var slack = Slack * (double.IsFinite(high - low) ? high - low : Math.Max(Math.Abs(shape.Low ?? 0), Math.Abs(shape.High ?? 0)));
        if (low > high)
            check.Add(FindingSeverity.Warns, $"{shape.Name} is declared with a lower bound, {Quantity.Text(low, shape.Unit)}, above its upper one, {Quantity.Text(high, shape.Unit)}.", "Correct the declaration.", column: shape.Name);
        var active = runs.Live.Count(r => double.IsFinite(values[r]));
        var outside = Array.FindAll(runs.Live, r => double.IsFinite(values[r]) && (values[r] < low - slack || values[r] > high + slack));
        if (outside.Length == 0)
            return;
        var (min, max) = (outside.Min(r => values[r]), outside.Max(r => values[r]));
        var bounds = shape is { Low: not null, High: not null } ? $"{Quantity.Text(low)} to {Quantity.Text(high, shape.Unit)}" : shape.Low is not null ? $"at least {Quantity.Text(low, shape.Unit)}" : $"at most {Quantity.Text(high, shape.Unit)}";
        var share = (double)outside.Length / active;
        check.Add(FindingSeverity.Warns,
            $"{shape.Name} is declared as {bounds} and lies outside in {Check.Count(outside.Length, "run")} of {active:N0} ({Check.Percent(share)}){(min == max ? $", at {Quantity.Text(min, shape.Unit)}" : $", from {Quantity.Text(min)} to {Quantity.Text(max, shape.Unit)}")}.",
            share > 0.5 ? "So many runs speak against the declaration: correct the bounds or the unit." : "Look whether the setting was missed or mistyped; exclude what is wrong, or widen the bounds.",
            RowSet.Of(outside), column: shape.Name, example: example);
    }
}
