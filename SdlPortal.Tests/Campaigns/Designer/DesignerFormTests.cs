using SdlPortal.Domain.Campaigns;
using SdlPortal.Domain.Orchestration;
using SdlPortal.Domain.Stations;
using SdlPortal.Web.Campaigns.Designer;
using SdlPortal.Web.Campaigns.Designer.Preview;

namespace SdlPortal.Tests.Campaigns.Designer;

public sealed class DesignerFormTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Kinds = ["dispenser", "sprayer", "hotplate", "probe", "robot"];
    private static readonly StationView[] Line = [.. Kinds.Select(k => new StationView(new StationDescription(k, k, k, 1, 1, true), StationState.Ready))];

    [Theory]
    [InlineData("0.3", 0.3)]
    [InlineData(" -2e-6 ", -2e-6)]
    [InlineData("−5", -5.0)]
    [InlineData("", null)]
    public void Numbers_are_read_with_a_point(string text, double? value) => Assert.Equal((value, null, null), NumberText.Read(text));

    [Theory]
    [InlineData("abc", "'abc' is not a number.")]
    [InlineData("1,5", "'1,5' has a decimal comma.")]
    [InlineData("1e400", "'1e400' is too large for a number.")]
    [InlineData("NaN", "'NaN' is not a number.")]
    [InlineData("1 000", "'1 000' is not a number.")]
    public void What_is_no_number_is_said_and_kept(string text, string message)
    {
        var form = Coating();

        form.Type("parameters[0].high", text);

        Assert.Equal(message, Assert.Single(form.At("parameters[0].high")).Message);
        Assert.Equal(text, form.Text("parameters[0].high"));
        Assert.Null(form.Draft.Parameters[0].High);
    }

    [Fact]
    public void A_decimal_comma_comes_with_its_correction() =>
        Assert.Equal("Write it with a point: 1.5.", NumberText.Read("1,5").Remedy);

    [Fact]
    public void An_unreadable_budget_is_not_a_missing_one_as_well()
    {
        var form = Coating();

        form.Type("budget.experiments", "many");

        Assert.Equal("budget.experiments", Assert.Single(form.Problems).Path);
    }

    [Fact]
    public void What_was_typed_moves_with_its_row()
    {
        var form = Coating();
        form.Type("parameters[0].low", "abc");

        form.Change(d => d.Parameters.Reverse());

        Assert.Equal("abc", form.Text("parameters[6].low"));
        Assert.NotEmpty(form.At("parameters[6].low"));
        Assert.Empty(form.At("parameters[0].low"));
    }

    [Fact]
    public void A_number_keeps_the_form_it_was_typed_in()
    {
        var form = Coating();

        form.Type("parameters[0].high", "0.30");

        Assert.Equal("0.30", form.Text("parameters[0].high"));
        Assert.Equal(0.3, form.Draft.Parameters[0].High);
    }

    [Fact]
    public void Durations_can_be_read_in_minutes()
    {
        var form = Coating();
        Assert.Equal("5", form.Text("workflow.stages[2].seconds"));

        form.Type("workflow.stages[2].seconds", "7.5");
        form.ShowInMinutes(form.Draft.Stages[2], false);

        Assert.Equal("450", form.Text("workflow.stages[2].seconds"));
    }

    [Fact]
    public void An_untouched_form_marks_no_field_and_lists_what_is_missing()
    {
        var form = new DesignerForm(BuiltInTemplates.Blank());

        Assert.Contains(form.Problems, p => p.Path == "name");
        Assert.Empty(form.At("name"));
        form.Type("budget.experiments", "50");
        Assert.NotEmpty(form.At("name"));
    }

    [Fact]
    public void The_demo_template_can_be_started_as_it_is() => Assert.Empty(Coating().Problems);

    [Theory]
    [InlineData("220, 240, 260", new[] { 220.0, 240, 260 })]
    [InlineData("220 240\t260", new[] { 220.0, 240, 260 })]
    [InlineData("0.5; 1.5", new[] { 0.5, 1.5 })]
    public void Levels_stand_in_one_field(string text, double[] levels)
    {
        var form = Coating();
        form.Change(d => d.Parameters[0].Kind = "discrete");

        form.Type("parameters[0].levels", text);

        Assert.Equal(levels, form.Draft.Parameters[0].Levels);
    }

    [Fact]
    public void A_decimal_comma_among_levels_is_named()
    {
        var form = Coating();
        form.Change(d => d.Parameters[0].Kind = "discrete");

        form.Type("parameters[0].levels", "0,5; 1,5");

        Assert.Equal("'0,5' has a decimal comma.", Assert.Single(form.At("parameters[0].levels")).Message);
    }

    [Fact]
    public void Rows_from_a_spreadsheet_become_parameters()
    {
        var form = new DesignerForm(BuiltInTemplates.Blank());

        form.InsertRows("name\tkind\tlow\thigh\tunit\r\nDMSO\tcontinuous\t0\t0.3\tv/v\r\npasses\tinteger\t1\t10\r\nplate\tdiscrete\t220;240\t°C\r\nsolvent\tcategorical\twater, ethanol\r\nair\t65\t100\t%\r\nbad\tcontinuous\t1,5\t3");

        Assert.Equal(["DMSO", "passes", "plate", "solvent", "air", "bad"], form.Draft.Parameters.Select(p => p.Name));
        Assert.Equal(["continuous", "integer", "discrete", "categorical", "continuous", "continuous"], form.Draft.Parameters.Select(p => p.Kind));
        Assert.Equal((0.0, 0.3, "v/v"), (form.Draft.Parameters[0].Low, form.Draft.Parameters[0].High, form.Draft.Parameters[0].Unit));
        Assert.Equal([220, 240], form.Draft.Parameters[2].Levels);
        Assert.Equal("°C", form.Draft.Parameters[2].Unit);
        Assert.Equal(["water", "ethanol"], form.Draft.Parameters[3].Choices);
        Assert.Equal("1,5", form.Text("parameters[5].low"));
        Assert.NotEmpty(form.At("parameters[5].low"));
    }

    [Fact]
    public void A_form_comes_back_as_it_was_typed()
    {
        var form = Coating();
        form.Change(d => d.Name = "Mine");
        form.Type("parameters[1].low", "abc");
        form.Type("seed", "7,5");
        var restored = new DesignerForm(BuiltInTemplates.Blank());

        DraftMemo.Read(DraftMemo.Write(form, Now))!.Restore(restored);

        Assert.Equal("Mine", restored.Draft.Name);
        Assert.Equal("abc", restored.Text("parameters[1].low"));
        Assert.Equal("7,5", restored.Text("seed"));
        Assert.Equal(form.Problems, restored.Problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData(null)]
    public void A_broken_memo_is_no_memo(string? text) => Assert.Null(DraftMemo.Read(text));

    [Fact]
    public void Preview_tells_the_end_the_pendings_and_the_size()
    {
        var preview = CampaignPreview.Of(Coating().Draft, Line, Now);

        Assert.NotNull(preview.Forecast);
        Assert.Equal([0, 1, 2, 3, 3], preview.Forecast.PendingAtSuggestion.Take(5));
        Assert.Equal("hotplate", preview.Forecast.Bottleneck);
        Assert.Equal(CampaignPreview.ShownExperiments, preview.Forecast.Runs.Select(r => r.Experiment).Distinct().Count());
        Assert.StartsWith("6 continuous and 1 integer parameters", preview.SpaceSize, StringComparison.Ordinal);
        // The hotplate works 100 times 300 s, is emptied and filled by the robot in between, and the first sample needs its way there.
        Assert.InRange(preview.Forecast.FinishesAt!.Value - Now, TimeSpan.FromSeconds(100 * 300), TimeSpan.FromSeconds(100 * 345));
    }

    [Fact]
    public void The_line_is_predicted_while_parameters_are_missing()
    {
        var form = Coating();
        form.Change(d => d.Parameters.Clear());

        var preview = CampaignPreview.Of(form.Draft, Line, Now);

        Assert.NotNull(preview.Forecast);
        Assert.Null(preview.SpaceSize);
        Assert.NotNull(preview.WhyNoSize);
    }

    [Fact]
    public void A_lab_without_the_station_predicts_nothing_and_says_why() =>
        Assert.Equal("This lab has no station of the kind probe.", CampaignPreview.Of(Coating().Draft, [.. Line.Where(s => s.Description.Kind != "probe")], Now).WhyNoForecast);

    [Theory]
    [InlineData(2, "Start: 100 experiments, ends about 14:00")]
    [InlineData(76.5, "Start: 100 experiments, ends about Thursday 16:30")]
    [InlineData(24 * 10, "Start: 100 experiments, ends about Thu 12 Mar 12:00")]
    public void The_button_says_what_will_happen(double hours, string words) =>
        Assert.Equal(words, CampaignPreview.StartLabel(Coating().Draft, new Forecast { FinishesAt = Now.AddHours(hours) }, Now, TimeSpan.Zero));

    [Fact]
    public void Moments_are_told_in_the_viewers_zone() => Assert.Equal("Tuesday 01:00", CampaignPreview.Moment(Now.AddHours(11), Now, TimeSpan.FromHours(2)));

    [Theory]
    [InlineData(new[] { 0, 1, 2, 3, 3, 3 }, "0, 1, 2, 3, then 3 pending at every suggestion.")]
    [InlineData(new[] { 0, 0, 0 }, "Every suggestion knows all results.")]
    [InlineData(new int[0], "No suggestion is made.")]
    public void Pendings_are_told_in_a_sentence(int[] pending, string words) => Assert.Equal(words, Pendings.Describe(pending));

    private static DesignerForm Coating() => new(BuiltInTemplates.All.Single(t => t.Id == BuiltInTemplates.CoatingId).Draft());
}
