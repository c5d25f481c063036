using FsCheck;
using FsCheck.Fluent;
using SdlPortal.Domain.MetaAnalysis.Harmonization;
using SdlPortal.Tests.Fakes;

namespace SdlPortal.Tests.MetaAnalysis.Harmonization;

public sealed class UnitsTests
{
    [Theory]
    [InlineData(100, "°C", "°F", 212)]
    [InlineData(300, "K", "°C", 26.85)]
    [InlineData(-40, "degF", "C", -40)]
    [InlineData(0, "°F", "K", 255.3722222222222)]
    [InlineData(90, "min", "h", 1.5)]
    [InlineData(1500, "ms", "s", 1.5)]
    [InlineData(3, "h", "s", 10800)]
    [InlineData(25, "um", "nm", 25000)]
    [InlineData(0.3, "mm", "cm", 0.03)]
    [InlineData(250, "mg", "g", 0.25)]
    [InlineData(250, "μL", "mL", 0.25)]
    [InlineData(12.5, "%", "fraction", 0.125)]
    [InlineData(1, "atm", "Torr", 760)]
    [InlineData(1, "bar", "kPa", 100)]
    [InlineData(50, "mM", "mol/L", 0.05)]
    [InlineData(180, "deg", "rad", 3.141592653589793)]
    public void Values_become_what_the_tables_say(double value, string from, string to, double expected) =>
        Assert.Equal(expected, Units.Between(from, to)!.Value.Apply(value), 1e-13 * Math.Max(1, Math.Abs(expected)));

    [Fact]
    public void A_thousandth_is_the_nearest_number_to_it_and_not_almost() =>
        Assert.All(Enumerable.Range(0, 2000), n => Assert.Equal(n / 1000.0, Units.Between("ms", "s")!.Value.Apply(n)));

    /// <summary>There and back gives the value again, to the precision of the larger of the numbers on the way.</summary>
    [Fact]
    public void Every_conversion_goes_there_and_back()
    {
        var pairs = Units.Names.SelectMany(one => Units.Like(one).Select(other => (one, other))).ToArray();
        var cases = from pair in Gen.Elements(pairs) from value in Gen.Choose(-1_000_000, 1_000_000) select (pair.one, pair.other, value: value / 128.0);
        Prop.ForAll(Arb.From(cases), c =>
        {
            var (there, back) = (Units.Between(c.one, c.other)!.Value, Units.Between(c.other, c.one)!.Value);
            return Math.Abs(back.Apply(there.Apply(c.value)) - c.value) <= 1e-12 * Math.Max(1000, Math.Abs(c.value));
        }).Check(Cases.Drawn(2000));
    }

    [Fact]
    public void A_way_over_a_third_unit_ends_at_the_same_value()
    {
        foreach (var one in Units.Names)
        {
            foreach (var over in Units.Like(one))
            {
                foreach (var to in Units.Like(one))
                {
                    var (direct, detour) = (Units.Between(one, to)!.Value.Apply(7), Units.Between(over, to)!.Value.Apply(Units.Between(one, over)!.Value.Apply(7)));
                    Assert.Equal(direct, detour, 1e-12 * Math.Max(1000, Math.Abs(direct)));
                }
            }
        }
    }

    [Fact]
    public void Different_quantities_and_unknown_units_do_not_become_one_another()
    {
        Assert.Null(Units.Between("s", "m"));
        Assert.Null(Units.Between("s", "furlong"));
        Assert.Empty(Units.Like("furlong"));
        Assert.True(Units.Same("ul", "µL"));
        Assert.False(Units.Same("mL", "µL"));
        Assert.True(Units.Between("celsius", "°C")!.Value.IsNone);
    }
}
