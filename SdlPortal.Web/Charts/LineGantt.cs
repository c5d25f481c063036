using System.Globalization;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Web.Charts.Drawing;

namespace SdlPortal.Web.Charts;

/// <summary>
/// Simulated lines one below the other over the same hours, those that the fastest of them takes: a row for each slot of each station, a bar for each step,
/// numbered by its experiment. Serial operation above a conveyor belt is Figure 1 of Wen, Zeitler and Rupnow 2023 (arXiv 2312.03466). Pure.
/// </summary>
internal static class LineGantt
{
    private const double Width = 960;
    private const double Left = 130;
    private const double Right = 20;
    private const double RowHeight = 22;
    private const double Heading = 44;
    private const double Axis = 44;
    private const double SmallestLabelWidth = 14;
    private static readonly string[] Colors = [Palette.Blue, Palette.Orange, Palette.Green, Palette.Pink, Palette.Sky, Palette.Vermilion];

    /// <summary>An SVG document.</summary>
    /// <param name="lines">Each with its heading; with the runs to be drawn.</param>
    public static string Svg(string title, IReadOnlyList<(string Heading, LineRun Run)> lines)
    {
        var hours = lines.Min(l => l.Run.MakespanHours);
        var slots = lines.Select(l => Slots(l.Run)).ToList();
        var canvas = new SvgCanvas(Width, slots.Sum(s => Heading + (s.Count * RowHeight)) + Axis, DrawingColors.File);
        var top = 0.0;
        for (var i = 0; i < lines.Count; i++)
        {
            var done = lines[i].Run.Timeline.Entries.Count(e => e.HasResult && e.EndedAt <= hours + 1e-9);
            canvas.Text(Left, top + 20, lines[i].Heading, 14, isBold: true);
            canvas.Text(Left, top + 36, string.Create(CultureInfo.InvariantCulture, $"{done} {(done == 1 ? "experiment" : "experiments")} done in {hours:0.##} h"), 12, color: canvas.Colors.Muted);
            Draw(canvas, top + Heading, slots[i], lines[i].Run, hours);
            top += Heading + (slots[i].Count * RowHeight);
        }

        DrawHours(canvas, top, hours);
        return canvas.ToSvg("line", title, string.Join(" ", lines.Select(l => $"{l.Heading}.")));
    }

    /// <summary>The slots that were used, stations in the lab's order.</summary>
    private static List<(string Station, int Slot)> Slots(LineRun run) =>
        [.. run.Utilization.SelectMany(u => run.Runs.Where(r => r.Station == u.Station).Select(r => (r.Station, r.Slot)).Distinct().OrderBy(s => s.Slot))];

    private static void Draw(SvgCanvas canvas, double top, List<(string Station, int Slot)> slots, LineRun run, double hours)
    {
        for (var i = 0; i < slots.Count; i++)
        {
            var y = top + (i * RowHeight);
            var several = slots.Count(s => s.Station == slots[i].Station) > 1;
            canvas.Text(Left - 8, y + 15, several ? $"{slots[i].Station} ({slots[i].Slot + 1})" : slots[i].Station, 12, TextAnchor.End);
            canvas.Line(Left, y + RowHeight, Width - Right, y + RowHeight, new Stroke(canvas.Colors.Grid));
            foreach (var step in run.Runs.Where(r => (r.Station, r.Slot) == slots[i] && r.Start < hours - 1e-9))
                DrawStep(canvas, y, step, hours);
        }
    }

    private static void DrawStep(SvgCanvas canvas, double y, SimulatedRun step, double hours)
    {
        var (from, to) = (X(step.Start, hours), X(Math.Min(step.End, hours), hours));
        var color = Colors[(step.Experiment - 1) % Colors.Length];
        canvas.Rectangle(from, y + 3, to - from, RowHeight - 6, SvgColor.Faded(color, 0.35), new Stroke(color), corner: 2);
        var label = step.Experiment.ToString(CultureInfo.InvariantCulture);
        if (to - from >= Math.Max(SmallestLabelWidth, SvgCanvas.WidthOf(label, 11)))
            canvas.Text((from + to) / 2, y + 15, label, 11, TextAnchor.Middle);
    }

    private static void DrawHours(SvgCanvas canvas, double top, double hours)
    {
        var step = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(hours, 1e-3) / 4)));
        step *= hours / step > 20 ? 5 : hours / step > 10 ? 2 : 1;
        for (var i = 0; i * step <= hours * (1 + 1e-9); i++)
        {
            canvas.Line(X(i * step, hours), top, X(i * step, hours), top + 5, new Stroke(canvas.Colors.Axis));
            canvas.Text(X(i * step, hours), top + 18, (i * step).ToString("0.###", CultureInfo.InvariantCulture), 11, TextAnchor.Middle, canvas.Colors.Muted);
        }

        canvas.Text((Left + Width - Right) / 2, top + 36, "lab time (h)", 12, TextAnchor.Middle, canvas.Colors.Muted);
    }

    private static double X(double at, double hours) => Left + (at / hours * (Width - Left - Right));
}
