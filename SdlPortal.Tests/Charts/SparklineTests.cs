using Bunit;
using SdlPortal.Web.Charts;

namespace SdlPortal.Tests.Charts;

public class SparklineTests : BunitContext
{
    [Fact]
    public void The_line_steps_from_value_to_value_within_its_frame() =>
        Assert.Equal("3,17 17,17 17,10 31,10 31,3", new SparklinePath([1, 2, 3], 34, 20).Steps);

    [Fact]
    public void A_line_that_never_improved_runs_through_the_middle() => Assert.Equal("3,10 31,10 31,10", new SparklinePath([5, 5], 34, 20).Steps);

    [Fact]
    public void A_screen_reader_hears_from_where_to_where_with_units()
    {
        var line = Render<Sparkline>(p => p.Add(s => s.Values, [0.5, 0.25]).Add(s => s.Unit, "mm"));
        Assert.Equal("Running best: from 0.5\u00a0mm to 0.25\u00a0mm over 2 results", line.Find("svg").GetAttribute("aria-label"));
    }

    [Fact]
    public void Without_results_it_says_so() => Assert.Equal("no result yet", Render<Sparkline>(p => p.Add(s => s.Values, [])).Find("span").TextContent);
}
