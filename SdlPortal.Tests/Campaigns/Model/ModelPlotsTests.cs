using SdlPortal.Domain.Numerics;
using SdlPortal.Domain.Optimization;
using SdlPortal.Domain.Optimization.ModelHealth;
using SdlPortal.Domain.SearchSpaces;
using SdlPortal.Web.Campaigns.Model;
using SdlPortal.Web.Charts;

namespace SdlPortal.Tests.Campaigns.Model;

public class ModelPlotsTests
{
    private static readonly SearchSpace Space = new([new ContinuousParameter("t", 100, 300, Unit: "°C"), new ContinuousParameter("c", 0.01, 1, Scale.Log, "mol/L"), new CategoricalParameter("solvent", ["water", "ethanol"])], []);
    private static readonly ModelReport Report = ModelReport.Of(Request([new Objective("yield", Goal.Maximize, "%"), new Objective("cost", Goal.Minimize, "€")], 24));
    private static readonly IReadOnlyList<ResultName> Names = [.. Enumerable.Range(0, 24).Select(i => new ResultName($"experiment {i + 1}", i + 1))];
    private static readonly ModelPictures Pictures = ModelPictures.Of(Report, new PictureChoice(0, 0, 1, false, 1), Names, null, default)!;

    [Fact]
    public void Axes_carry_units_and_every_plot_a_table_with_as_many_cells_as_columns()
    {
        Assert.Equal("t (°C)", Pictures.Contour!.Layout.XAxis.Title);
        Assert.Equal("c (mol/L)", Pictures.Contour.Layout.YAxis.Title);
        Assert.Equal("log", Pictures.Contour.Layout.YAxis.Type);
        Assert.Equal("Measured yield (%)", Pictures.CrossValidation.Layout.XAxis.Title);
        foreach (var plot in Pictures.Slices.Select(s => s.Plot).Append(Pictures.Contour).Append(Pictures.CrossValidation).Append(Pictures.Front!).Append(Pictures.Hypervolume!).Append(Pictures.Importances!))
        {
            Assert.NotEmpty(plot.Table.Rows);
            Assert.All(plot.Table.Rows, r => Assert.Equal(plot.Table.Columns.Count, r.Count));
        }
    }

    [Fact]
    public void Importances_stand_from_the_strongest_down_with_intervals_around_the_bars()
    {
        var plot = Pictures.Importances!;
        Assert.Equal(plot.Traces[0].X.Order(), plot.Traces[0].X);
        Assert.Equal(["solvent", "c", "t"], plot.Layout.YAxis.TickText!);
        Assert.All(plot.Traces[0].X.Zip(plot.Traces[0].ErrorX!.ArrayMinus!), p => Assert.InRange(p.Second, 0, p.First));
        Assert.Equal("t", plot.Table.Rows[0][0]);
        Assert.Contains("24 results", plot.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slice_has_bands_of_the_model_the_results_nearby_and_the_best_one()
    {
        var (parameter, plot) = Pictures.Slices[0];
        Assert.Equal("t", parameter.Name);
        Assert.Equal(["95 % of the model", "50 %", "Model's mean", "Results nearby", "Best result"], plot.Traces.Select(t => t.Name));
        Assert.Equal(2 * 41, plot.Traces[0].X.Count);
        var best = Report.BestRow(0);
        Assert.Equal(Report.Rows.Outputs[best][0], plot.Traces[^1].Y.Single());
        Assert.Contains($"<b>experiment {Report.Rows.Results[best] + 1}</b>", plot.Traces[^1].Text![0], StringComparison.Ordinal);
        Assert.All(Pictures.Slices, s => Assert.Equal(Pictures.Slices[0].Plot.Layout.YAxis.Range, s.Plot.Layout.YAxis.Range));
    }

    [Fact]
    public void A_slice_of_choices_has_a_whisker_for_each()
    {
        var plot = Pictures.Slices.Single(s => s.Parameter.Name == "solvent").Plot;
        Assert.Equal([0.0, 1.0], plot.Traces[0].X);
        Assert.Equal(["water", "ethanol"], plot.Layout.XAxis.TickText!);
        Assert.Equal(2, plot.Traces[0].ErrorY!.Array.Count);
    }

    [Fact]
    public void Cross_validation_sets_each_result_against_its_prediction_in_the_objectives_own_sign()
    {
        var cost = CrossValidationChart.Build(Report.Models[1], Names);
        var points = cost.Traces[1];
        Assert.Equal(Report.Request.Observations.Select(o => o.Values[1]), points.X);
        Assert.Equal(Report.Models[1].LeaveOneOut.Select(r => -r.Mean), points.Y);
        Assert.Equal(cost.Traces[0].X, cost.Traces[0].Y);
        Assert.StartsWith("Leave-one-out r² ", cost.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_front_holds_what_no_other_result_beats_and_says_which_way_is_better()
    {
        var plot = Pictures.Front!;
        var (yield, cost) = (Report.Request.Observations.Select(o => o.Values[0]).ToList(), Report.Request.Observations.Select(o => o.Values[1]).ToList());
        var front = Enumerable.Range(0, 24).Where(i => !Enumerable.Range(0, 24).Any(k => yield[k] >= yield[i] && cost[k] <= cost[i] && (yield[k] > yield[i] || cost[k] < cost[i]))).OrderBy(i => yield[i]).ToList();
        Assert.Equal(front.Select(i => yield[i]), plot.Traces[^1].X);
        Assert.Equal(front.Select(i => cost[i]), plot.Traces[^1].Y);
        Assert.Equal("yield (%), higher is better", plot.Layout.XAxis.Title);
        Assert.Equal("cost (€), lower is better", plot.Layout.YAxis.Title);
    }

    [Fact]
    public void The_hypervolume_never_falls_and_ends_at_today()
    {
        var line = Pictures.Hypervolume!.Traces.Single();
        Assert.Equal(24, line.Y.Count);
        Assert.Equal(1, line.Y[^1]);
        Assert.Equal(line.Y.Order(), line.Y);
    }

    [Fact]
    public void A_brush_keeps_the_results_inside_and_fades_the_others()
    {
        var plot = ParallelChart.Build(Report, 0, new Dictionary<string, Brush> { ["t"] = new(200, null), ["solvent"] = new(0, 0) }, Names);
        var inside = Report.Request.Observations.Count(o => o.Configuration["t"].Number >= 200 && o.Configuration["solvent"].Text == "water");
        Assert.InRange(inside, 1, 23);
        Assert.Equal(inside, plot.Table.Rows.Count);
        Assert.StartsWith($"{inside} of 24 results lie inside the brushes", plot.Note, StringComparison.Ordinal);
        Assert.Equal((24 - inside) * 6, plot.Traces.Single(t => t.Name == "Outside the brushes").X.Count);
        Assert.Equal(24, ParallelChart.Build(Report, 0, new Dictionary<string, Brush>(), Names).Table.Rows.Count);
    }

    [Fact]
    public void Plots_that_a_new_choice_leaves_alone_stay_the_same_objects()
    {
        var next = ModelPictures.Of(Report, Pictures.Choice with { Uncertainty = true }, Names, Pictures, default)!;
        Assert.Same(Pictures.Importances, next.Importances);
        Assert.Same(Pictures.Slices, next.Slices);
        Assert.Same(Pictures.Front, next.Front);
        Assert.NotSame(Pictures.Contour, next.Contour);
        Assert.Equal("sd of yield (%)", next.Contour!.Traces[0].Name);
    }

    [Fact]
    public void Every_choice_of_pictures_can_be_drawn_as_json()
    {
        foreach (var plot in new[] { Pictures.Contour!, Pictures.Importances!, ParallelChart.Build(Report, 1, new Dictionary<string, Brush>(), Names) })
            Assert.StartsWith("{\"traces\":[{", plot.ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"error_x\":{\"array\":[", Pictures.Importances!.ToJson(), StringComparison.Ordinal);
    }

    private static SuggestionRequest Request(IEnumerable<Objective> objectives, int count)
    {
        var random = new SeededRandom(3);
        return new SuggestionRequest(Space, [.. objectives], [.. Enumerable.Range(0, count).Select(_ =>
        {
            var (t, c, solvent) = (100 + (200 * random.NextDouble()), Math.Pow(10, -2 * random.NextDouble()), random.NextDouble() < 0.5 ? "water" : "ethanol");
            var yield = 80 - ((t - 220) * (t - 220) / 300) - (8 * Math.Abs(Math.Log10(c) + 1)) + (solvent == "water" ? 1 : 0);
            return new Observation(new Configuration([new("t", t), new("c", c), new("solvent", solvent)]), [yield, 5 + (t / 50) + (10 * c)]);
        })], [], new InitialDesign(InitialDesignKind.Random, 3), new StrategyChoice("ei"), 1, count);
    }
}
