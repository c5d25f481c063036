using System.Xml.Linq;
using SdlPortal.Domain.Simulation.Line;
using SdlPortal.Tests.Simulation.Line;
using SdlPortal.Web.Charts;

namespace SdlPortal.Tests.Charts;

public sealed class LineGanttTests
{
    private static readonly (string, double)[] FourEqual = [("mixer", 3600), ("coater", 3600), ("hotplate", 3600), ("probe", 3600)];

    [Fact]
    public void A_belt_of_four_equal_stations_does_nine_experiments_in_the_time_of_three_with_three_pending()
    {
        var (serial, belt) = (Run(1), Run(4));

        Assert.Equal(12, belt.MakespanHours, 9);
        Assert.Equal(3, serial.Timeline.Entries.Count(e => e.EndedAt <= belt.MakespanHours + 1e-9));
        Assert.Equal([3, 3, 3, 3, 3], Enumerable.Range(4, 5).Select(k => belt.Timeline.Before(k).Pending.Count));
    }

    [Fact]
    public void The_figure_shows_both_over_the_same_hours()
    {
        var svg = XDocument.Parse(LineGantt.Svg("Serial against conveyor belt", [("One at a time", Run(1)), ("Belt", Run(4))]));

        var texts = svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();
        Assert.Contains("3 experiments done in 12 h", texts);
        Assert.Contains("9 experiments done in 12 h", texts);
        Assert.Equal(12 + 36, svg.Descendants().Count(e => e.Name.LocalName == "rect" && e.Attribute("rx") is not null));
    }

    private static LineRun Run(int inFlight) =>
        LineSimulation.Run(Lines.Campaign(FourEqual, 9, inFlight), Lines.Lab("mixer", "coater", "hotplate", "probe"), 1, 0, keepRuns: 9);
}
