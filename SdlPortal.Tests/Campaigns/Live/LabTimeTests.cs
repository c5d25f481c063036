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
}
