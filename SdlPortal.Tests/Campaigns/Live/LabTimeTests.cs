using SdlPortal.Web.Campaigns.Live;

namespace SdlPortal.Tests.Campaigns.Live;

public class LabTimeTests
{
    [Theory]
    [InlineData(302, "5:02")]
    [InlineData(0.4, "0:00")]
    [InlineData(3902, "1:05:02")]
    [InlineData(-3, "0:00")]
    public void An_exact_duration_has_minutes_and_seconds(double seconds, string text) => Assert.Equal(text, LabTime.Exact(seconds));

    [Theory]
    [InlineData(2.25, "2.3 s")]
    [InlineData(40, "40 s")]
    [InlineData(90, "1 min 30 s")]
    [InlineData(1530, "26 min")]
    [InlineData(7800, "2 h 10 min")]
    [InlineData(273600, "3 d 4 h")]
    public void A_rough_duration_has_two_units(double seconds, string text) => Assert.Equal(text, LabTime.Rough(TimeSpan.FromSeconds(seconds)));
}
