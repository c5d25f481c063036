using SdlPortal.Domain.Numerics;

namespace SdlPortal.Tests.Numerics;

public class QuantityTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1234.5678, "1235")]
    [InlineData(12346, "12350")]
    [InlineData(99999.6, "1×10⁵")]
    [InlineData(3421000, "3.421×10⁶")]
    [InlineData(0.123456, "0.1235")]
    [InlineData(0.00123456, "0.001235")]
    [InlineData(0.000123456, "1.235×10⁻⁴")]
    [InlineData(-2.5, "−2.5")]
    [InlineData(9.99996, "10")]
    [InlineData(double.NaN, "not a number")]
    public void Four_significant_digits_are_shown_and_powers_of_ten_beyond(double value, string text) => Assert.Equal(text, Quantity.Text(value));

    [Fact]
    public void The_unit_stays_with_its_number() => Assert.Equal("2.5\u00a0mL", Quantity.Text(2.5, "mL"));

    [Fact]
    public void The_full_value_can_be_read_back() => Assert.Equal(0.1 + 0.2, double.Parse(Quantity.Full(0.1 + 0.2)));

    [Theory]
    [InlineData(4.25, "4.3\u00a0s")]
    [InlineData(42, "42\u00a0s")]
    [InlineData(302, "5\u00a0min 2\u00a0s")]
    [InlineData(11400, "3\u00a0h 10\u00a0min")]
    [InlineData(187200, "2\u00a0d 4\u00a0h")]
    [InlineData(59.7, "1\u00a0min")]
    public void Durations_are_said_in_two_units_at_most(double seconds, string text) => Assert.Equal(text, Quantity.Duration(TimeSpan.FromSeconds(seconds)));
}
