using SdlPortal.Domain.Simulation.Studies;
using SdlPortal.Web.Studies;

namespace SdlPortal.Tests.Studies;

public sealed class StudyQueryTests
{
    private static readonly Guid Study = Guid.Parse("01234567-89ab-cdef-0123-456789abcdef");

    [Fact]
    public void What_is_shown_is_the_address() =>
        Assert.Equal($"/studies/{Study}?tab=curves&problem=ackley%3A5&delay=3&against=ei&regret=true",
            (StudyQuery.From("matrix", null, null, null, "ei", "true").To(new StudyCell("ackley", 5, 3, "qnei"))).Address(Study));

    [Fact]
    public void An_address_with_unknown_words_shows_the_first_of_everything()
    {
        var query = StudyQuery.From("nonsense", "rosenbrock:9", "-1", null, "nobody", "x");
        Assert.Equal("matrix", query.Tab);
        Assert.Equal(StudyPresets.Paper.Problems[0], query.ProblemOf(StudyPresets.Paper));
        Assert.Equal(0, query.DelayOf(StudyPresets.Paper));
        Assert.Equal("random", query.ReferenceOf(StudyPresets.Paper));
        Assert.False(query.TrueValues);
    }

    [Fact]
    public void Without_Random_the_first_strategy_is_compared_with() =>
        Assert.Equal("qnei", StudyQuery.From(null, null, null, null, null, null).ReferenceOf(StudyPresets.Taste with { Strategies = ["qnei", "ei"] }));
}
